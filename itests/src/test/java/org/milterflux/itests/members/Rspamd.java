package org.milterflux.itests.members;

import java.io.IOException;
import java.nio.file.Files;
import org.milterflux.itests.PrivateDirectory;

/** rspamd with its own rules, but without network and database. */
final class Rspamd {

    static final String PROGRAM = "/usr/bin/rspamd";

    private Rspamd() {}

    static Milter start(PrivateDirectory dir, int port) throws IOException {
        Files.writeString(dir.path().resolve("conf"), Milter.template("rspamd.conf", dir, port));
        Files.writeString(dir.path().resolve("tld.dat"), "com\nnet\norg\ntest\n");
        return Milter.start(
                dir, port, PROGRAM, "-f", "-i", "-c", dir.path().resolve("conf").toString());
    }
}
