package org.milterflux.launcher.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration file as FileInstall reads it: {@code PID.config}, or {@code PID-NAME.config} where one thing is
 * configured several times.
 *
 * @param path the file
 * @param pid what is configured
 * @param name which of several; empty when there is only one
 * @param lines the text
 * @param values keys and typed values
 */
record ConfigFile(Path path, String pid, Optional<String> name, List<String> lines, Map<String, Object> values) {

    /** FileInstall takes what comes after the first dash as the name. */
    static ConfigFile of(Path path, List<String> lines, Map<String, Object> values) {
        String file = path.getFileName().toString();
        String stem = file.substring(0, file.lastIndexOf('.'));
        int dash = stem.indexOf('-');
        return dash > 0
                ? new ConfigFile(path, stem.substring(0, dash), Optional.of(stem.substring(dash + 1)), lines, values)
                : new ConfigFile(path, stem, Optional.empty(), lines, values);
    }

    /** A finding about a key, at its line. */
    Finding finding(String key, String problem, String remedy) {
        return new Finding(path, line(key), problem, remedy);
    }

    /** A finding about the file. */
    Finding finding(String problem, String remedy) {
        return new Finding(path, 0, problem, remedy);
    }

    private int line(String key) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).strip().startsWith(key)) {
                return index + 1;
            }
        }
        return 0;
    }
}
