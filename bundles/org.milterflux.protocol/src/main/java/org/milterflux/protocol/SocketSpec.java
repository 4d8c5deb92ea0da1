package org.milterflux.protocol;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Where a milter listens, in the words of libmilter and Postfix.
 *
 * <p>{@code inet:8891@127.0.0.1}, {@code inet6:8891@::1}, {@code unix:/run/milterflux.sock}, {@code local:/…}, a bare
 * {@code /path}, and Postfix's {@code inet:127.0.0.1:8891}; IPv6 addresses may stand in square brackets.
 */
public sealed interface SocketSpec {

    /** How to write it, for messages to whoever got it wrong. */
    String FORMS = "inet:PORT@HOST, inet6:PORT@HOST, inet:HOST:PORT, unix:/PATH or local:/PATH";

    /**
     * A TCP port.
     *
     * @param host name or address, without brackets
     * @param port 0 to 65535; 0 lets the system choose when listening
     * @param ipv6 whether the host must have an IPv6 address
     */
    record Inet(String host, int port, boolean ipv6) implements SocketSpec {

        @Override
        public SocketAddress resolve() throws UnknownHostException {
            Class<? extends InetAddress> family = ipv6 ? Inet6Address.class : Inet4Address.class;
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (family.isInstance(address)) {
                    return new InetSocketAddress(address, port);
                }
            }
            throw new UnknownHostException(host + " has no " + (ipv6 ? "IPv6" : "IPv4") + " address");
        }

        @Override
        public String toString() {
            return (ipv6 ? "inet6:" : "inet:") + port + "@" + host;
        }
    }

    /** A Unix socket. */
    record Unix(Path path) implements SocketSpec {

        @Override
        public SocketAddress resolve() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * The address to bind or connect to. May ask the DNS, so not for event loops.
     *
     * @throws IOException when the host has no address of the family
     */
    SocketAddress resolve() throws IOException;

    /**
     * Reads a specification.
     *
     * @throws IllegalArgumentException says what is wrong and how to write it
     */
    static SocketSpec parse(String text) {
        return SocketSpecParser.parse(text.strip());
    }
}
