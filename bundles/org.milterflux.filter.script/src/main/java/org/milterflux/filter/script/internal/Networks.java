package org.milterflux.filter.script.internal;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.net.InetAddress;

/** IPv4 and IPv6 networks. */
public final class Networks {

    private static final int IPV4_SITE = 24;
    private static final int IPV6_SITE = 64;

    /** No wildcards, no ranges, no octal or short forms: what looks odd is a mistake. */
    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .toParams();

    private Networks() {}

    /**
     * The network, or the one address, that is written so.
     *
     * @throws IllegalArgumentException for the author
     */
    public static IPAddress parse(String text) {
        try {
            return new IPAddressString(text, PLAIN).toAddress().toPrefixBlock();
        } catch (AddressStringException | IncompatibleAddressException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no network; write one as in 192.0.2.0/24 or 2001:db8::/32, or one address", e);
        }
    }

    /** Whether the address is in the network. */
    public static boolean contains(IPAddress network, InetAddress address) {
        return network.contains(of(address));
    }

    /** The address, IPv6 as RFC 5952 writes it. */
    public static String written(InetAddress address) {
        return of(address).toCanonicalString();
    }

    /** The network a site usually has whole. */
    public static String around(InetAddress address) {
        IPAddress ip = of(address);
        return ip.toPrefixBlock(ip.isIPv4() ? IPV4_SITE : IPV6_SITE).toCanonicalString();
    }

    private static IPAddress of(InetAddress address) {
        return new IPAddressGenerator().from(address.getAddress());
    }
}
