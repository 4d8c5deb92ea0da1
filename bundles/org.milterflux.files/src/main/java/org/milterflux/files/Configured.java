package org.milterflux.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.api.Settings;

/**
 * One configuration {@code PID-NAME.config}: settings for the filter NAME, and where its file lies when that is not the
 * deploy folder.
 *
 * @param values the settings, and under the framework's keys where they come from
 */
record Configured(String id, Optional<Path> file, Map<String, Object> values) {

    private static final String FILE = "felix.fileinstall.filename";
    private static final String PID = "service.pid";

    /**
     * Reads one.
     *
     * @param conf the folder from which a relative path counts
     * @throws IllegalArgumentException for the administrator
     */
    static Configured of(String pid, Map<String, ?> properties, Path conf) {
        Settings settings = Settings.of(properties);
        String script = settings.text("script", "");
        Optional<Path> file = script.isBlank()
                ? Optional.empty()
                : Optional.of(conf.resolve(script.strip()).normalize());
        return new Configured(pid.substring(pid.indexOf('~') + 1), file, values(settings, properties));
    }

    private static Map<String, Object> values(Settings settings, Map<String, ?> properties) {
        Map<String, Object> values = new HashMap<>();
        for (String value : settings.texts("values")) {
            int equals = value.indexOf('=');
            if (equals <= 0) {
                throw settings.invalid("values", value, "write name=text");
            }
            values.merge(
                    value.substring(0, equals).strip(),
                    List.of(value.substring(equals + 1).strip()),
                    Configured::together);
        }
        values.replaceAll((name, texts) -> ((List<?>) texts).size() == 1 ? ((List<?>) texts).get(0) : texts);
        for (String key : List.of(FILE, PID)) {
            Optional.<Object>ofNullable(properties.get(key)).ifPresent(origin -> values.put(key, origin));
        }
        return values;
    }

    private static Object together(Object some, Object more) {
        return Stream.concat(((List<?>) some).stream(), ((List<?>) more).stream())
                .toList();
    }
}
