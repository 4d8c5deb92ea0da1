package org.milterflux.filter.script;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Connection;
import org.milterflux.filter.script.internal.Networks;

/** The SMTP client, as far as the MTA told. */
public final class Client {

    private final Connection connection;

    Client(Connection connection) {
        this.connection = connection;
    }

    /** Its address, IPv6 as RFC 5952 writes it; empty for a Unix socket or when the MTA does not know it. */
    public String getAddress() {
        return address().map(Networks::written).orElse("");
    }

    /** The network around its address: the /24 of IPv4, the /64 of IPv6; empty when there is no address. */
    public String getNetwork() {
        return address().map(Networks::around).orElse("");
    }

    /** The name that the reverse look-up gave the MTA, else the address in brackets. */
    public String getName() {
        return connection.host();
    }

    /** What it said in HELO or EHLO: untrusted; empty when it has not. */
    public String getHelo() {
        return connection.helo().orElse("");
    }

    /** Whether its address is in one of the networks, such as {@code 192.0.2.0/24}; no address is in none. */
    public boolean inNetwork(String... networks) {
        return Arrays.stream(networks)
                .map(Networks::parse)
                .anyMatch(network -> address()
                        .filter(address -> Networks.contains(network, address))
                        .isPresent());
    }

    /** The same, for networks of the settings. */
    public boolean inNetwork(List<String> networks) {
        return inNetwork(networks.toArray(String[]::new));
    }

    private Optional<InetAddress> address() {
        return connection.address();
    }

    @Override
    public String toString() {
        return getName();
    }
}
