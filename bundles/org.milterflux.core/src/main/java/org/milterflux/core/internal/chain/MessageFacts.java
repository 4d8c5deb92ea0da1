package org.milterflux.core.internal.chain;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.api.Connection;
import org.milterflux.api.Envelope;
import org.milterflux.api.Recipient;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.internal.filter.Policy;

/**
 * What conditions are told: the views that filters are shown, as far as the session has come.
 *
 * @param connection the connection
 * @param envelope the message; empty before MAIL
 * @param size bytes of header and body; 0 before the end of the message
 */
record MessageFacts(Connection connection, Optional<Envelope> envelope, long size) implements Facts {

    static MessageFacts of(Connection connection) {
        return new MessageFacts(connection, Optional.empty(), 0);
    }

    static MessageFacts of(Envelope envelope) {
        return of(envelope, 0);
    }

    static MessageFacts of(Envelope envelope, long size) {
        return new MessageFacts(envelope.connection(), Optional.of(envelope), size);
    }

    /** Whether a policy is on the connection's listener. */
    boolean areOnListenerOf(Policy policy) {
        return policy.listeners().isEmpty() || policy.listeners().contains(listener());
    }

    @Override
    public Optional<InetAddress> address() {
        return connection.address();
    }

    @Override
    public String host() {
        return connection.host();
    }

    @Override
    public int port() {
        return connection.port();
    }

    @Override
    public String listener() {
        return connection.listener();
    }

    @Override
    public Optional<String> helo() {
        return connection.helo();
    }

    @Override
    public boolean tls() {
        return connection
                .macro("tls_version")
                .filter(version -> !version.isEmpty())
                .isPresent();
    }

    @Override
    public Optional<String> user() {
        return envelope.flatMap(Envelope::user);
    }

    @Override
    public String sender() {
        return envelope.map(known -> known.sender().address()).orElse("");
    }

    @Override
    public List<String> recipients() {
        return envelope.map(known ->
                        known.recipients().stream().map(Recipient::address).toList())
                .orElse(List.of());
    }

    /** The message's own go before the connection's of the same name. */
    @Override
    public Map<String, Object> attributes() {
        Map<String, Object> all = new HashMap<>(connection.attributes().byName());
        envelope.ifPresent(known -> all.putAll(known.attributes().byName()));
        return all;
    }
}
