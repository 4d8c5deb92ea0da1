package org.milterflux.itests.members;

import java.io.IOException;
import java.util.Locale;
import org.milterflux.itests.PrivateDirectory;

/** The existing milters of this test, in their order in the chain. */
enum Kind {
    /** OpenDKIM, signing. */
    SIGNER(40) {
        @Override
        Milter start(PrivateDirectory dir, int port) throws IOException {
            return OpenDkim.start(dir, port, OpenDkim.Mode.SIGN);
        }
    },
    /** OpenDKIM, verifying. */
    VERIFIER(30) {
        @Override
        Milter start(PrivateDirectory dir, int port) throws IOException {
            return OpenDkim.start(dir, port, OpenDkim.Mode.VERIFY);
        }
    },
    /** The milter of rspamd's proxy worker. */
    RSPAMD(20) {
        @Override
        Milter start(PrivateDirectory dir, int port) throws IOException {
            return Rspamd.start(dir, port);
        }
    },
    /** Written in C on libmilter; edits and answers as the message says. */
    OBEDIENT(10) {
        @Override
        Milter start(PrivateDirectory dir, int port) throws IOException {
            return Obedient.start(dir, port);
        }
    };

    private final int ranking;

    Kind(int ranking) {
        this.ranking = ranking;
    }

    /** Its {@code service.ranking}. */
    int ranking() {
        return ranking;
    }

    /** Starts it with its files in the directory; it accepts connections when this returns. */
    abstract Milter start(PrivateDirectory dir, int port) throws IOException;

    /** Its name in configuration. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
