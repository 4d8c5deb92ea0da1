package org.milterflux.itests.members;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.milterflux.itests.PrivateDirectory;

/** OpenDKIM with a key of its own, which it finds in a file instead of the DNS. */
final class OpenDkim {

    static final String PROGRAM = "/usr/sbin/opendkim";

    /** One key for all: what one of them signs, another verifies. */
    private static final KeyPair KEYS = keys();

    private OpenDkim() {}

    /** What it does, and to whom it does so. */
    enum Mode {
        SIGN("s", "127.0.0.1"),
        VERIFY("v", "192.0.2.1");

        private final String letter;
        private final String ownHosts;

        Mode(String letter, String ownHosts) {
            this.letter = letter;
            this.ownHosts = ownHosts;
        }
    }

    static Milter start(PrivateDirectory dir, int port, Mode mode) throws IOException {
        Files.writeString(
                dir.path().resolve("conf"),
                Milter.template("opendkim.conf", dir, port).replace("@MODE@", mode.letter));
        Files.writeString(dir.path().resolve("internal"), mode.ownHosts + "\n");
        Files.writeString(
                dir.path().resolve("sel.private"), pem(KEYS.getPrivate().getEncoded()));
        Files.writeString(
                dir.path().resolve("dns.txt"),
                "sel._domainkey.x.test v=DKIM1; h=sha256; k=rsa; p="
                        + Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()) + "\n");
        return Milter.start(
                dir, port, PROGRAM, "-f", "-x", dir.path().resolve("conf").toString());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(byte[] key) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key);
        return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    }
}
