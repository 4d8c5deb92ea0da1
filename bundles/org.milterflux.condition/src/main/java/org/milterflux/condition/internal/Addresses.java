package org.milterflux.condition.internal;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import org.milterflux.core.condition.Facts;

/** IPv4 and IPv6 addresses and networks. */
final class Addresses {

    private static final String EXAMPLES = "write a network as in 192.0.2.0/24 or 2001:db8::/32, or one address";

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

    private Addresses() {}

    /** The client's address, IPv6 as RFC 5952 writes it; empty when there is none. */
    static String client(Facts facts) {
        return facts.address()
                .map(address ->
                        new IPAddressGenerator().from(address.getAddress()).toCanonicalString())
                .orElse("");
    }

    /** Whether the address is in the network; no address is in none. */
    static boolean isIn(String address, String network) {
        IPAddress wide = network(network);
        return !address.isEmpty() && wide.contains(network(address));
    }

    /** @throws IllegalArgumentException for the administrator */
    static IPAddress network(String text) {
        try {
            return new IPAddressString(text, PLAIN).toAddress().toPrefixBlock();
        } catch (AddressStringException | IncompatibleAddressException e) {
            throw new IllegalArgumentException("'" + text + "' is no network; " + EXAMPLES, e);
        }
    }
}
