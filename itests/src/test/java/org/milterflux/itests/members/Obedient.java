package org.milterflux.itests.members;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import org.milterflux.itests.PrivateDirectory;

/** {@code obedient.c}, compiled here. */
final class Obedient {

    static final String COMPILER = "/usr/bin/cc";

    private Obedient() {}

    static Milter start(PrivateDirectory dir, int port) throws IOException {
        Path program = dir.path().resolve("obedient");
        run(COMPILER, "-o", program.toString(), Milter.resource("obedient.c").toString(), "-lmilter", "-lpthread");
        return Milter.start(dir, port, program.toString(), "inet:" + port + "@127.0.0.1");
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError("It does not compile:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
