package org.milterflux.launcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.milterflux.launcher.Layout;

/** Tells Logback, which runs inside the framework, its configuration and its directory. */
final class LogFiles {

    private LogFiles() {}

    static void direct(Layout layout) {
        Path own = layout.conf().resolve("logback.xml");
        Path shipped = layout.home().resolve("conf/logback.xml");
        System.setProperty(
                "logback.configurationFile",
                (Files.exists(own) ? own : shipped).toUri().toString());
        System.setProperty("org.milterflux.logs", layout.logs().toString());
    }
}
