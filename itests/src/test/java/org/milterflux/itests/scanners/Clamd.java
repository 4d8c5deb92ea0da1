package org.milterflux.itests.scanners;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.milterflux.itests.Ports;
import org.milterflux.itests.PrivateDirectory;

/** clamd that knows one virus: the test file of EICAR. */
final class Clamd implements Closeable {

    static final String PROGRAM = "/usr/sbin/clamd";

    /** What it calls the test file. */
    static final String SIGNATURE = "Local.Eicar.UNOFFICIAL";

    /** In two halves: as a whole it would get this source into quarantine. */
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final PrivateDirectory dir;
    private final int port;
    private final Engine engine;

    private Clamd(PrivateDirectory dir, int port, Engine engine) {
        this.dir = dir;
        this.port = port;
        this.engine = engine;
    }

    static Clamd start() throws IOException {
        PrivateDirectory dir = PrivateDirectory.create();
        int port = Ports.free();
        Files.writeString(
                dir.path().resolve("local.ndb"),
                "Local.Eicar:0:*:" + HexFormat.of().formatHex(EICAR.getBytes(US_ASCII)) + "\n");
        Path conf = dir.path().resolve("clamd.conf");
        Files.writeString(
                conf, template().replace("@DIR@", dir.path().toString()).replace("@PORT@", Integer.toString(port)));
        return new Clamd(dir, port, Engine.start(port, PROGRAM, "-c", conf.toString()));
    }

    private static String template() throws IOException {
        try (var in = Optional.ofNullable(Clamd.class.getResourceAsStream("/scanners/clamd.conf"))
                .orElseThrow()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    /** Where it listens on TCP, as configuration has it. */
    String inet() {
        return "inet:" + port + "@127.0.0.1";
    }

    /** The Unix socket where it listens too. */
    String unix() {
        return "unix:" + dir.path().resolve("clamd.sock");
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
