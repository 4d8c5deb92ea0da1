package org.milterflux.itests.scanners;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.milterflux.itests.Ports;
import org.milterflux.itests.PrivateDirectory;

/** spamd with the rules that Debian ships; without network and database. */
final class Spamd implements Closeable {

    static final String PROGRAM = "/usr/sbin/spamd";
    private static final Path PLUGINS = Path.of("/etc/spamassassin");
    private static final List<String> OPTIONS =
            List.of("dns_available no", "skip_rbl_checks 1", "use_bayes 0", "use_razor2 0", "use_pyzor 0");

    private final PrivateDirectory dir;
    private final int port;
    private final Engine engine;

    private Spamd(PrivateDirectory dir, int port, Engine engine) {
        this.dir = dir;
        this.port = port;
        this.engine = engine;
    }

    static Spamd start() throws IOException {
        PrivateDirectory dir = PrivateDirectory.create();
        Path site = Files.createDirectory(dir.path().resolve("site"));
        // Without these it knows no checks at all.
        try (Stream<Path> files = Files.list(PLUGINS)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".pre")).toList()) {
                Files.copy(file, site.resolve(file.getFileName()));
            }
        }
        Files.write(site.resolve("local.cf"), OPTIONS);
        int port = Ports.free();
        return new Spamd(
                dir,
                port,
                Engine.start(
                        port,
                        PROGRAM,
                        "-4",
                        "-i",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-L",
                        "-x",
                        "-H",
                        dir.path().toString(),
                        "--siteconfigpath=" + site,
                        "--min-children=1",
                        "--max-children=2",
                        "-s",
                        "stderr",
                        "-r",
                        dir.path().resolve("pid").toString()));
    }

    /** Where it listens, as configuration has it. */
    String inet() {
        return "inet:" + port + "@127.0.0.1";
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
