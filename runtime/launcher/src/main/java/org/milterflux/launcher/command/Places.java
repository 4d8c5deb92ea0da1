package org.milterflux.launcher.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.milterflux.launcher.Layout;
import picocli.CommandLine.Option;

/** The options that say where an instance lives; each can come from the environment instead. */
final class Places {

    /** Set by the start script. */
    private static final String HOME = "milterflux.home";

    private static final String CONF = "--conf";
    private static final String DATA = "--data";
    private static final String DEPLOY = "--deploy";
    private static final String LOGS = "--logs";

    @Option(
            names = CONF,
            paramLabel = "DIR",
            description = "configuration files (MILTERFLUX_CONF; default: conf in the distribution)")
    private Optional<Path> conf = Optional.empty();

    @Option(
            names = DATA,
            paramLabel = "DIR",
            description = "what this instance owns (MILTERFLUX_DATA; default: data in the distribution)")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = DEPLOY,
            paramLabel = "DIR",
            description = "bundles to install live (MILTERFLUX_DEPLOY; default: deploy in the distribution)")
    private Optional<Path> deploy = Optional.empty();

    @Option(
            names = LOGS,
            paramLabel = "DIR",
            description = "log files (MILTERFLUX_LOGS; default: logs beside the data directory)")
    private Optional<Path> logs = Optional.empty();

    /** Takes an option of these; false when it is none. */
    boolean take(String name, String value) {
        Optional<Path> path = Optional.of(Path.of(value));
        switch (name) {
            case CONF -> conf = path;
            case DATA -> data = path;
            case DEPLOY -> deploy = path;
            case LOGS -> logs = path;
            default -> {
                return false;
            }
        }
        return true;
    }

    Layout layout() {
        return layout(System.getenv());
    }

    Layout layout(Map<String, String> environment) {
        Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
        Path dataDirectory = choose(data, environment, "MILTERFLUX_DATA", home.resolve("data"));
        return new Layout(
                home,
                choose(conf, environment, "MILTERFLUX_CONF", home.resolve("conf")),
                dataDirectory,
                choose(deploy, environment, "MILTERFLUX_DEPLOY", home.resolve("deploy")),
                choose(logs, environment, "MILTERFLUX_LOGS", dataDirectory.resolveSibling("logs")));
    }

    private static Path choose(
            Optional<Path> option, Map<String, String> environment, String variable, Path otherwise) {
        return option.or(() -> Optional.ofNullable(environment.get(variable)).map(Path::of))
                .orElse(otherwise)
                .toAbsolutePath()
                .normalize();
    }
}
