package org.milterflux.console.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The policy configurations that count now, and their files. */
final class PolicyInForce {

    private static final String POLICIES = "(service.factoryPid=org.milterflux.policy)";
    private static final String FILE = "felix.fileinstall.filename";

    private final ConfigurationAdmin configurations;

    PolicyInForce(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** What is said of a filter, without what is said of the configuration itself; empty when nothing is. */
    Map<String, Object> values(String filter) throws IOException, InvalidSyntaxException {
        return of(filter)
                .map(all -> all.entrySet().stream()
                        .filter(entry -> !entry.getKey().contains("."))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new)))
                .orElseGet(TreeMap::new);
    }

    /** The file, as it is, under its name. */
    Optional<String> text(String filter) throws IOException, InvalidSyntaxException {
        Optional<Object> file = of(filter).map(all -> all.get(FILE));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(URI.create(file.get().toString()));
        return Optional.of("# " + path + '\n' + Files.readString(path));
    }

    /** Of several for one filter the core goes by the first by name. */
    private Optional<Map<String, Object>> of(String filter) throws IOException, InvalidSyntaxException {
        Configuration[] found = configurations.listConfigurations(POLICIES);
        return (found == null ? Stream.<Configuration>empty() : Arrays.stream(found))
                .map(Configuration::getProperties)
                .map(FrameworkUtil::asMap)
                .filter(values -> filter.equals(values.get("filter")))
                .min(Comparator.comparing(values -> String.valueOf(values.get(FILE))));
    }
}
