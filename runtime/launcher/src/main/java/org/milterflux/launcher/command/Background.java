package org.milterflux.launcher.command;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.launcher.Layout;

/** Starts the script's {@code run} as a process that outlives this one and its terminal. */
final class Background {

    private Background() {}

    /**
     * Starts it.
     *
     * @param output where its standard output and error go; the log itself goes to its files only, or this one would grow
     *     for ever
     * @param environment what the script is told besides
     */
    static Process run(Layout layout, Optional<String> listen, Path output, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(layout, listen))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MILTERFLUX_LOG_CONSOLE", "OFF");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> command(Layout layout, Optional<String> listen) {
        List<String> command = new ArrayList<>(List.of("nohup", layout.script().toString(), "run"));
        command.addAll(List.of(
                "--conf", layout.conf().toString(), "--data", layout.data().toString()));
        command.addAll(List.of(
                "--deploy", layout.deploy().toString(), "--logs", layout.logs().toString()));
        listen.ifPresent(socket -> command.addAll(List.of("--listen", socket)));
        return command;
    }
}
