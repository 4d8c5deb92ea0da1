package org.milterflux.itests.mta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.itests.Ports;

/** A private Sendmail; delivers before it answers QUIT. */
public final class SendmailInstance implements Mta {

    private final RootScript script;
    private final Path queue;
    private final int port;

    private SendmailInstance(RootScript script, Path queue, int port) {
        this.script = script;
        this.queue = queue;
        this.port = port;
    }

    /**
     * Starts it; it accepts mail when this returns.
     *
     * @param relayPort where it delivers to
     * @param milters in Sendmail's form: {@code inet:port@host}, {@code unix:/path}, the path with no world-writable
     *     directory above it, as under {@code /run}; may be none
     */
    public static SendmailInstance start(int relayPort, String... milters) throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "sm");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = Ports.free();
        StringBuilder mc = new StringBuilder(RootScript.template("sendmail.mc", dir, relayPort));
        mc.append("DAEMON_OPTIONS(`Name=MTA, Addr=127.0.0.1, Port=%d, Family=inet')%n".formatted(port));
        int number = 0;
        for (String milter : milters) {
            mc.append("INPUT_MAIL_FILTER(`f%d', `S=%s, F=T, T=C:30s;S:10s;R:10s;E:60s')%n".formatted(++number, milter));
        }
        mc.append("MAILER(`smtp')\n");
        Files.writeString(dir.resolve("sendmail.mc"), mc);
        RootScript script = RootScript.start("sendmail", dir, Mtas.SENDMAIL.toString());
        script.awaitServed(port);
        return new SendmailInstance(script, dir.resolve("q"), port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void submit(byte[] message) {
        throw new UnsupportedOperationException("Sendmail asks milters about SMTP sessions only");
    }

    @Override
    public boolean isIdle() throws IOException {
        return files("[qtx]f*").isEmpty();
    }

    @Override
    public List<String> takeHeld() throws IOException {
        List<String> held = new ArrayList<>();
        for (String envelope : files("hf*")) {
            String content = envelope.replaceFirst("/hf(\\w+)$", "/df$1");
            held.add(Root.output("cat", envelope) + "\n" + Root.output("cat", content));
            Root.output("rm", envelope, content);
        }
        return held;
    }

    private List<String> files(String name) throws IOException {
        return Root.output("find", queue.toString(), "-name", name).lines().toList();
    }

    @Override
    public void close() throws IOException {
        script.close();
    }

    @Override
    public String toString() {
        return "Sendmail";
    }
}
