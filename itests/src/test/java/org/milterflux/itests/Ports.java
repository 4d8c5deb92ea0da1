package org.milterflux.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports on the loopback interface. */
public final class Ports {

    // Below the range that Linux gives to outgoing connections, one of which could take the port before its server
    // does.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private Ports() {}

    public static int free() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        } while (!isFree(port));
        return port;
    }

    /** Whether a server could listen there. */
    static boolean isFree(int port) {
        // A process that another thread starts meanwhile keeps a copy of this socket for a moment. Did the copy
        // listen, the server could not.
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody accepts connections there. */
    public static boolean isServed(int port) {
        try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
