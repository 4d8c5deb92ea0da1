package org.milterflux.filter.milter.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.milterflux.api.Connection;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Family;

/** The client of a connection as {@code SMFIC_CONNECT} tells it. */
final class ClientAddress {

    private static final int GROUPS = 8;

    private ClientAddress() {}

    /** A client without an IP address is one of an unknown family, a local one too: its path is not known here. */
    static Connect of(Connection connection, Front front) {
        return connection
                .address()
                .map(address -> address instanceof Inet4Address
                        ? new Connect(connection.host(), Family.INET, connection.port(), address.getHostAddress())
                        : new Connect(
                                connection.host(), Family.INET6, connection.port(), front.ipv6(compressed(address))))
                .orElseGet(() -> new Connect(connection.host(), Family.UNKNOWN, 0, ""));
    }

    /** As MTAs write it: the first of the longest runs of zero groups becomes {@code ::} (RFC 5952 §4.2). */
    static String compressed(InetAddress ipv6) {
        byte[] bytes = ipv6.getAddress();
        int[] groups = IntStream.range(0, GROUPS)
                .map(i -> Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]))
                .toArray();
        int from = 0;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > longest) {
                from = i;
                longest = run;
            }
        }
        return longest == 1
                ? text(groups, 0, GROUPS)
                : text(groups, 0, from) + "::" + text(groups, from + longest, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to - from;
    }

    private static String text(int[] groups, int from, int to) {
        return Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
