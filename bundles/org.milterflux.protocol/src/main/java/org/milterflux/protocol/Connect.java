package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * An SMTP client connected.
 *
 * <p>Wire ({@code SMFIC_CONNECT}): letter {@code C}, host string, family byte, then {@code uint16} port and address
 * string unless the family is unknown.
 *
 * <pre>00 00 00 0A  43  75 6E 6B 6E 6F 77 6E 00  55      host = "unknown", no address</pre>
 *
 * Sendmail writes {@code IPv6:} before IPv6 addresses, Postfix does not; it is taken off here and not written.
 *
 * @param host for display: the client's name as the MTA found it, or its address in square brackets
 * @param family of the address
 * @param port of the client, 0 when unknown
 * @param address numeric, or the path of a Unix socket; empty when the family is unknown
 */
public record Connect(String host, Family family, int port, String address) implements Command {

    private static final String IPV6_PREFIX = "IPv6:";

    public Connect {
        WireText.requireNoNul(host, "host");
        WireText.requireNoNul(address, "address");
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        if (family == Family.UNKNOWN && (port != 0 || !address.isEmpty())) {
            throw new IllegalArgumentException("an unknown family has neither port nor address");
        }
    }

    static Connect decode(PacketReader in) {
        String host = Repeats.known(in.string());
        Family family = Family.of(in.int8());
        return switch (family) {
            case UNKNOWN -> new Connect(host, family, 0, "");
            case INET, UNIX -> new Connect(host, family, in.uint16(), Repeats.known(in.string()));
            case INET6 -> new Connect(host, family, in.uint16(), Repeats.known(withoutPrefix(in.string())));
        };
    }

    private static String withoutPrefix(String address) {
        String rest = address;
        while (rest.regionMatches(true, 0, IPV6_PREFIX, 0, IPV6_PREFIX.length())) {
            rest = rest.substring(IPV6_PREFIX.length());
        }
        return rest;
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.CONNECT;
    }

    @Override
    public int dataSize() {
        int head = WireText.stringSize(host) + 1;
        return family == Family.UNKNOWN ? head : head + Short.BYTES + WireText.stringSize(address);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(host, out);
        out.put(family.letter());
        if (family != Family.UNKNOWN) {
            out.putShort((short) port);
            WireText.putString(address, out);
        }
    }
}
