package org.milterflux.itests.mta;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A running MTA that hands its mail to milters and then relays it. */
public interface Mta extends Closeable {

    /** Where it accepts SMTP, on the loopback interface. */
    int port();

    /** Hands it a message from a@x.test to b@y.test as a program of the same machine does, without SMTP. */
    void submit(byte[] message) throws IOException;

    /** Whether everything it accepted was delivered, dropped or put on hold. */
    boolean isIdle() throws IOException;

    /** The messages on hold, with the reason where the MTA keeps it, and forgets them. */
    List<String> takeHeld() throws IOException;
}
