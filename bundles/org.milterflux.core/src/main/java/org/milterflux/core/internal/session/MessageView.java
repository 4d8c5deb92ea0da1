package org.milterflux.core.internal.session;

import java.util.List;
import java.util.Optional;
import org.milterflux.api.Attributes;
import org.milterflux.api.Body;
import org.milterflux.api.Connection;
import org.milterflux.api.Envelope;
import org.milterflux.api.Headers;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;

/** What one filter is shown of a whole message. */
record MessageView(Envelope envelope, Headers headers, Body body) implements Message {

    @Override
    public Connection connection() {
        return envelope.connection();
    }

    @Override
    public Sender sender() {
        return envelope.sender();
    }

    @Override
    public List<Recipient> recipients() {
        return envelope.recipients();
    }

    @Override
    public Attributes attributes() {
        return envelope.attributes();
    }

    @Override
    public Optional<String> macro(String name) {
        return envelope.macro(name);
    }
}
