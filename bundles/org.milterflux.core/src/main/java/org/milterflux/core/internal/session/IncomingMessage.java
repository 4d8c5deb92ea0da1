package org.milterflux.core.internal.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.message.Spool;

/** One message as it arrives. For one event at a time. */
final class IncomingMessage implements AutoCloseable {

    /** Bytes of header fields a message may have: ten times what Postfix lets through. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    /** Recipients a message may have: many times what MTAs take. */
    private static final int MAX_RECIPIENTS = 100_000;

    private final Sender sender;
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<HeaderField> fields = new ArrayList<>();
    private final AttributeStore attributes = new AttributeStore();
    private final Spool spool;
    private final long started = System.nanoTime();
    private int headerBytes;

    IncomingMessage(Sender sender, Spool spool) {
        this.sender = sender;
        this.spool = spool;
    }

    ClientEnvelope envelope(ClientConnection connection, MacroScopes macros) {
        return new ClientEnvelope(connection, sender, recipients, macros, attributes);
    }

    Sender sender() {
        return sender;
    }

    List<Recipient> recipients() {
        return recipients;
    }

    List<HeaderField> fields() {
        return fields;
    }

    Spool spool() {
        return spool;
    }

    /** Milliseconds since MAIL. */
    long age() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    void add(HeaderField field) {
        headerBytes += field.name().length() + field.rawValue().length();
        if (headerBytes <= MAX_HEADER_BYTES) {
            fields.add(field);
        }
    }

    void append(ByteBuffer bytes) throws IOException {
        spool.append(bytes);
    }

    /** The refusal of a message that is more than anyone sends; empty while it is not. */
    Optional<Verdict> excess() {
        if (headerBytes > MAX_HEADER_BYTES) {
            return Optional.of(Verdict.reject("5.3.4", "Message header exceeds " + MAX_HEADER_BYTES + " bytes"));
        }
        return recipients.size() > MAX_RECIPIENTS
                ? Optional.of(Verdict.tempfail("4.5.3", "Too many recipients"))
                : Optional.empty();
    }

    @Override
    public void close() {
        spool.close();
        attributes.close();
    }
}
