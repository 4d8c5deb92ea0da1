package org.milterflux.itests.scanners;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.milterflux.itests.Ports;
import org.milterflux.itests.PrivateDirectory;

/** rspamd with its own rules, asked over HTTP; without network and database. */
final class RspamdScanner implements Closeable {

    static final String PROGRAM = "/usr/bin/rspamd";

    private final PrivateDirectory dir;
    private final int port;
    private final Engine engine;

    private RspamdScanner(PrivateDirectory dir, int port, Engine engine) {
        this.dir = dir;
        this.port = port;
        this.engine = engine;
    }

    static RspamdScanner start() throws IOException {
        PrivateDirectory dir = PrivateDirectory.create();
        int port = Ports.free();
        Files.writeString(dir.path().resolve("tld.dat"), "com\nnet\norg\ntest\n");
        Path conf = dir.path().resolve("rspamd.conf");
        Files.writeString(
                conf, template().replace("@DIR@", dir.path().toString()).replace("@PORT@", Integer.toString(port)));
        return new RspamdScanner(dir, port, Engine.start(port, PROGRAM, "-f", "-i", "-c", conf.toString()));
    }

    private static String template() throws IOException {
        try (var in = Optional.ofNullable(RspamdScanner.class.getResourceAsStream("/scanners/rspamd.conf"))
                .orElseThrow()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    /** Where it is asked, as configuration has it. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The process. */
    Engine engine() {
        return engine;
    }

    @Override
    public void close() throws IOException {
        try (dir) {
            engine.close();
        }
    }
}
