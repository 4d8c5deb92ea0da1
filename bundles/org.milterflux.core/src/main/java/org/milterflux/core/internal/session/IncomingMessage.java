package org.milterflux.core.internal.session;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.message.Spool;
import org.milterflux.protocol.BodyChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One message as it arrives. For one event at a time. */
final class IncomingMessage implements AutoCloseable {

    /** Bytes of header fields a message may have: ten times what Postfix lets through. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    /** Recipients a message may have: many times what MTAs take. */
    private static final int MAX_RECIPIENTS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(IncomingMessage.class);
    private static final Verdict NO_ROOM = Verdict.reply(SmtpReply.of(452, "4.3.1", "Insufficient system storage"));

    private final Sender sender;
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<HeaderField> fields = new ArrayList<>();
    private final AttributeStore attributes = new AttributeStore();
    private final Spool spool;
    private final Instant begun = Instant.now();
    private final long started = System.nanoTime();
    private int headerBytes;
    private long bodyBytes;

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

    Instant begun() {
        return begun;
    }

    /** Bytes of header and body so far. */
    long size() {
        return headerBytes + bodyBytes;
    }

    /** Bytes of the body so far, kept or not. */
    long bodySize() {
        return bodyBytes;
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

    /** A piece of the body has come. */
    void count(BodyChunk piece) {
        bodyBytes += piece.dataSize();
    }

    /** Keeps a piece of the body; a refusal when there is no room for it. Does not block. */
    Mono<Verdict> keep(BodyChunk piece, Scheduler disk) {
        return spool.blocksFor(piece.dataSize())
                ? Mono.fromSupplier(() -> append(piece)).subscribeOn(disk)
                : Mono.just(append(piece));
    }

    private Verdict append(BodyChunk piece) {
        try {
            spool.append(piece);
            return Verdict.pass();
        } catch (IOException e) {
            LOG.warn("message from {} refused for now: its body cannot be kept: {}", sender.address(), e.toString());
            return NO_ROOM;
        }
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
