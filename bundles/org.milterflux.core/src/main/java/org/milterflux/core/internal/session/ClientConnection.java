package org.milterflux.core.internal.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.milterflux.api.Attributes;
import org.milterflux.api.Connection;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.spi.Peer;

/** What filters are shown of a connection. Replaced, not changed, when the MTA tells more. */
record ClientConnection(Peer peer, Connect client, Optional<String> helo, MacroScopes macros, Attributes attributes)
        implements Connection {

    static ClientConnection of(Peer peer, Attributes attributes) {
        return new ClientConnection(
                peer, new Connect("", Family.UNKNOWN, 0, ""), Optional.empty(), MacroScopes.NONE, attributes);
    }

    ClientConnection with(Connect told, MacroScopes known) {
        return new ClientConnection(peer, told, helo, known, attributes);
    }

    ClientConnection greeted(String name, MacroScopes known) {
        return new ClientConnection(peer, client, Optional.of(name), known, attributes);
    }

    @Override
    public String id() {
        return peer.id();
    }

    @Override
    public String listener() {
        return peer.listener();
    }

    @Override
    public String host() {
        return client.host();
    }

    /** Only a numeric address is read: a name would be looked up. */
    @Override
    public Optional<InetAddress> address() {
        boolean numeric = switch (client.family()) {
            case INET -> client.address().matches("[0-9]+(\\.[0-9]+){3}");
            case INET6 -> client.address().matches("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
            case UNIX, UNKNOWN -> false;
        };
        try {
            return numeric ? Optional.of(InetAddress.getByName(client.address())) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public int port() {
        return client.port();
    }

    @Override
    public Optional<String> macro(String name) {
        return macros.value(name);
    }
}
