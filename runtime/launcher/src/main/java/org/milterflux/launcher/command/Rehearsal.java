package org.milterflux.launcher.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.milterflux.launcher.Layout;
import org.milterflux.launcher.send.Submission;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.testing.Mta;
import org.milterflux.testing.TestMail;

/** A runtime of its own, with nothing but the configuration in common with the one that serves, through which one message goes. */
final class Rehearsal {

    private static final long STOP_SECONDS = 60;

    /** Tells the start script, and the process that it starts, where the archive is to be. */
    private static final String ARCHIVE = "MILTERFLUX_REHEARSAL";

    private static final TestMail MESSAGE = TestMail.of("""
            From: Ada <ada@example.org>
            To: Charles <charles@example.org>
            Subject: The engine
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            It weaves algebraical patterns.
            """);

    private final Layout layout;
    private final String listener;

    private Rehearsal(Layout layout, String listener) {
        this.layout = layout;
        this.listener = listener;
    }

    /** Of the distribution and configuration of a layout, in a directory that is its own. */
    static Rehearsal of(Layout served, Path directory) throws IOException {
        Layout own = new Layout(
                served.home(),
                served.conf(),
                directory.resolve("data"),
                Files.createDirectory(directory.resolve("deploy")),
                directory.resolve("logs"));
        return new Rehearsal(own, "unix:" + directory.resolve("milter.sock"));
    }

    /** Whether this process is one. */
    static boolean isThis() {
        return System.getenv(ARCHIVE) != null;
    }

    /**
     * Starts it, sends the message and stops it.
     *
     * @param classes where its JVM leaves the archive of the classes it has loaded
     * @throws IOException when it does not start, answer or stop
     */
    void archive(Path classes) throws IOException, InterruptedException {
        layout.create();
        Path output = layout.logs().resolve("start.log");
        Process process = Background.run(layout, Optional.of(listener), output, Map.of(ARCHIVE, classes.toString()));
        try {
            if (Readiness.await(process, layout).isEmpty()) {
                throw new IOException("the runtime does not start: " + Files.readString(output));
            }
            new Submission("ada@example.org", List.of("charles@example.org"), MESSAGE)
                    .send(SocketSpec.parse(listener), Mta.POSTFIX, new PrintStream(OutputStream.nullOutputStream()));
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)
                    || process.exitValue() != 0
                    || !Files.exists(classes)) {
                throw new IOException("this Java has made no archive: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
