package org.milterflux.testing;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.milterflux.api.Attributes;
import org.milterflux.api.Connection;

/**
 * A connection in memory, to call a filter with.
 *
 * @param macros names without braces
 */
public record TestConnection(
        String id,
        String listener,
        String host,
        Optional<InetAddress> address,
        int port,
        Optional<String> helo,
        Map<String, String> macros,
        Attributes attributes)
        implements Connection {

    public TestConnection {
        macros = Map.copyOf(macros);
    }

    /** A connection of which the MTA told nothing, as when mail is submitted on its own machine. */
    public static TestConnection unknown() {
        return new TestConnection(
                "c1", "test", "localhost", Optional.empty(), 0, Optional.empty(), Map.of(), new TestAttributes());
    }

    /** A connection from a client: its name, its address, and a port above 1023. */
    public static TestConnection from(String host, InetAddress address) {
        return new TestConnection(
                "c1", "test", host, Optional.of(address), 40_000, Optional.empty(), Map.of(), new TestAttributes());
    }

    /** This connection after the client said this in HELO or EHLO. */
    public TestConnection withHelo(String name) {
        return new TestConnection(id, listener, host, address, port, Optional.of(name), macros, attributes);
    }

    /** This connection with the macro set, named with or without braces. */
    public TestConnection withMacro(String name, String value) {
        Map<String, String> more = MacroNames.with(macros, name, value);
        return new TestConnection(id, listener, host, address, port, helo, more, attributes);
    }

    @Override
    public Optional<String> macro(String name) {
        return Optional.ofNullable(macros.get(MacroNames.bare(name)));
    }
}
