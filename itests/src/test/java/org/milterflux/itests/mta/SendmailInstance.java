package org.milterflux.itests.mta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.milterflux.itests.Ports;

/** A private Sendmail; delivers before it answers QUIT. */
public final class SendmailInstance implements Mta {

    private final RootScript script;
    private final int port;

    private SendmailInstance(RootScript script, int port) {
        this.script = script;
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
        return new SendmailInstance(script, port);
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
        return "Sendmail";
    }
}
