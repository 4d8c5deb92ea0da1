package org.milterflux.itests.mta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.milterflux.itests.Ports;

/** A private Postfix. */
public final class PostfixInstance implements Mta {

    private final RootScript script;
    private final int port;

    private PostfixInstance(RootScript script, int port) {
        this.script = script;
        this.port = port;
    }

    /**
     * Starts it; it accepts mail when this returns.
     *
     * @param relayPort where it delivers to
     * @param milters as in {@code smtpd_milters}: {@code inet:host:port}, {@code unix:/path}; may be none
     */
    public static PostfixInstance start(int relayPort, String... milters) throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "pf");
        // Its daemons run as the user postfix.
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path conf = Files.createDirectory(dir.resolve("conf"));
        int port = Ports.free();
        Files.writeString(conf.resolve("main.cf"), RootScript.template("postfix-main.cf", dir, relayPort));
        Files.writeString(
                conf.resolve("master.cf"),
                "127.0.0.1:%d inet n - n - - smtpd%n  -o { smtpd_milters = %s }%n%s"
                        .formatted(
                                port,
                                String.join(", ", milters),
                                RootScript.template("postfix-master.cf", dir, relayPort)));
        RootScript script = RootScript.start("postfix", dir);
        script.awaitServed(port);
        return new PostfixInstance(script, port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        script.close();
    }

    @Override
    public String toString() {
        return "Postfix";
    }
}
