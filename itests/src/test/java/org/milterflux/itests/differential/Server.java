package org.milterflux.itests.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.mta.PostfixInstance;
import org.milterflux.itests.mta.SendmailInstance;

/** The MTAs of the comparison. */
enum Server {
    POSTFIX("PF") {
        @Override
        Mta start(int relayPort, List<Path> milters) throws IOException {
            return PostfixInstance.start(relayPort, sockets(milters));
        }
    },
    SENDMAIL("SM") {
        @Override
        Mta start(int relayPort, List<Path> milters) throws IOException {
            return SendmailInstance.start(relayPort, sockets(milters));
        }
    };

    private final String mark;

    Server(String mark) {
        this.mark = mark;
    }

    /** As cases name it. */
    String mark() {
        return mark;
    }

    /** One that has milters on these Unix sockets and delivers to this port. */
    abstract Mta start(int relayPort, List<Path> milters) throws IOException;

    private static String[] sockets(List<Path> paths) {
        return paths.stream().map(path -> "unix:" + path).toArray(String[]::new);
    }
}
