package org.milterflux.launcher.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.metatype.AD;

/** Compares a configuration file with what its bundle describes. */
final class KeyCheck {

    private static final String OURS = "org.milterflux.";
    private static final String RANKING = "service.ranking";

    /** Keys that belong to the framework, for any configuration. */
    private static final Pattern PLATFORM = Pattern.compile("(service|component|felix|osgi)\\..*|\\..*");

    private final Descriptions descriptions;

    KeyCheck(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    List<Finding> check(ConfigFile file) {
        List<Finding> findings = new ArrayList<>();
        Optional<Description> description = descriptions.of(file.pid());
        if (description.isPresent()) {
            name(file, description.get()).ifPresent(findings::add);
            keys(file, description.get(), findings);
        } else if (file.pid().startsWith(OURS)) {
            findings.add(unknownPid(file));
        }
        return findings;
    }

    private Finding unknownPid(ConfigFile file) {
        if (file.pid().contains("~")) {
            return file.finding("has ~ in its name", "put - between PID and name, as in PID-NAME.config");
        }
        return file.finding(
                "no bundle in system or deploy is configured by " + file.pid(),
                Nearest.to(file.pid(), descriptions.pids())
                        .map(pid -> "perhaps " + pid + " was meant")
                        .orElse("install its bundle, or delete the file"));
    }

    private static Optional<Finding> name(ConfigFile file, Description description) {
        return description.factory() && file.name().isEmpty()
                ? Optional.of(file.finding(
                        "has no name, but there can be several of " + file.pid(),
                        "rename it to " + file.pid() + "-NAME.config"))
                : Optional.empty();
    }

    private static void keys(ConfigFile file, Description description, List<Finding> findings) {
        file.values().forEach((key, value) -> {
            if (key.equals(RANKING) && !(value instanceof Integer)) {
                findings.add(file.finding(
                        key, key + " is not an Integer and would count as 0", "write " + key + "=I\"10\""));
            } else if (!PLATFORM.matcher(key).matches()) {
                key(file, description, key, value).ifPresent(findings::add);
            }
        });
        description.keys().forEach((key, needed) -> {
            if (ValueCheck.isNeeded(needed) && !file.values().containsKey(key)) {
                findings.add(
                        file.finding("the key " + key + " is missing", "add " + key + "=\"…\": " + explained(needed)));
            }
        });
    }

    private static Optional<Finding> key(ConfigFile file, Description description, String key, Object value) {
        Optional<AD> known = description.key(key);
        if (known.isEmpty()) {
            return Optional.of(file.finding(
                    key,
                    "there is no key " + key + " in " + file.pid(),
                    Nearest.to(key, description.names())
                            .map(name -> "perhaps " + name + " was meant")
                            .orElse("known are " + String.join(", ", description.names()))));
        }
        return ValueCheck.remedy(known.get(), value)
                .map(remedy -> file.finding(key, key + "=" + ValueCheck.written(value) + " does not fit", remedy));
    }

    private static String explained(AD key) {
        return key.getDescription() == null ? "it has no default" : key.getDescription();
    }
}
