package org.milterflux.itests.mta;

import java.io.Closeable;

/** A running MTA that hands its mail to milters and then relays it. */
public interface Mta extends Closeable {

    /** Where it accepts SMTP, on the loopback interface. */
    int port();
}
