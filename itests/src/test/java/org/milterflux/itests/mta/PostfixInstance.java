package org.milterflux.itests.mta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.itests.Ports;

/** A private Postfix. */
public final class PostfixInstance implements Mta {

    // Programs of the same machine have a service of their own, or Postfix would show a message that a milter discards
    // at
    // RCPT to the same milters a second time.
    private static final String MASTER = """
            127.0.0.1:%d inet n - n - - smtpd
              -o { smtpd_milters = %s }
            cleanup-local unix n - n - 0 cleanup
              -o { non_smtpd_milters = %s }
            %s""";

    private final RootScript script;
    private final Path dir;
    private final int port;

    private PostfixInstance(RootScript script, Path dir, int port) {
        this.script = script;
        this.dir = dir;
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
        String filters = String.join(", ", milters);
        Files.writeString(conf.resolve("main.cf"), RootScript.template("postfix-main.cf", dir, relayPort));
        Files.writeString(
                conf.resolve("master.cf"),
                MASTER.formatted(port, filters, filters, RootScript.template("postfix-master.cf", dir, relayPort)));
        RootScript script = RootScript.start("postfix", dir);
        script.awaitServed(port);
        return new PostfixInstance(script, dir, port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void submit(byte[] message) throws IOException {
        Root.feed(message, "sendmail", "-C", dir.resolve("conf").toString(), "-f", "a@x.test", "b@y.test");
    }

    @Override
    public boolean isIdle() throws IOException {
        return files("incoming", "active", "deferred", "maildrop").isEmpty();
    }

    @Override
    public List<String> takeHeld() throws IOException {
        List<String> held = new ArrayList<>();
        for (Path file : files("hold")) {
            String content = Root.output("postcat", "-c", dir.resolve("conf").toString(), "-hb", file.toString());
            held.add(content.replace("\n", "\r\n"));
            Root.output("rm", file.toString());
        }
        return held;
    }

    private List<Path> files(String... queues) throws IOException {
        List<String> command = new ArrayList<>(List.of("find"));
        for (String queue : queues) {
            command.add(dir.resolve("queue").resolve(queue).toString());
        }
        command.addAll(List.of("-type", "f"));
        return Root.output(command.toArray(String[]::new)).lines().map(Path::of).toList();
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
