package org.milterflux.core.internal.session;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Attributes;
import org.milterflux.api.Body;
import org.milterflux.api.Connection;
import org.milterflux.api.Envelope;
import org.milterflux.api.Headers;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.core.internal.message.HeaderBlock;

/** What one filter is shown of a whole message. Lists the header only when asked for it: many filters never do. */
final class MessageView implements Message {

    private final Envelope envelope;
    private final HeaderBlock block;
    private final Body body;
    private @Nullable Headers headers;

    MessageView(Envelope envelope, HeaderBlock block, Body body) {
        this.envelope = envelope;
        this.block = block;
        this.body = body;
    }

    /** From any thread: two that list it at once make equal lists of the same fields. */
    @Override
    public Headers headers() {
        Headers known = headers;
        if (known == null) {
            known = block.visible();
            headers = known;
        }
        return known;
    }

    @Override
    public Body body() {
        return body;
    }

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
