package org.milterflux.filter.script;

import java.util.List;
import org.milterflux.api.Envelope;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ScanResult;

/** What is known, and what can be said, once a message has begun. */
public class EnvelopeStage extends ConnectionStage {

    private final Envelope envelope;

    /** For the platform. */
    public EnvelopeStage(Envelope envelope) {
        super(envelope.connection());
        this.envelope = envelope;
    }

    /** The envelope's sender as the client typed it, without angle brackets; empty for the null sender. */
    public String getSender() {
        return envelope.sender().address();
    }

    /** The recipients accepted so far, as the client typed them. */
    public List<String> getRecipients() {
        return envelope.recipients().stream().map(Recipient::address).toList();
    }

    /** The name the client authenticated as; empty when it has not. */
    public String getUser() {
        return envelope.user().orElse("");
    }

    /** The MTA's queue id; empty as long as it has none. */
    public String getQueueId() {
        return envelope.queueId().orElse("");
    }

    /** What filters leave for one another: {@code attributes['name']}, {@code attributes['name'] = value}. */
    public AttributeValues getAttributes() {
        return new AttributeValues(envelope.attributes());
    }

    /** What a scanner, named by its filter's id, has found in the message: {@code scan('clamav').found}. */
    public Scan scan(String scanner) {
        return new Scan(ScanResult.of(scanner, envelope.attributes()));
    }

    @Override
    public String macro(String name) {
        return envelope.macro(name).orElse("");
    }

    /** Takes the message and drops it silently. */
    public void discard() {
        throw new Decided(Verdict.discard());
    }
}
