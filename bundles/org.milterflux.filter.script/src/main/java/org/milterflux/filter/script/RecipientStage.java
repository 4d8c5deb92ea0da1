package org.milterflux.filter.script;

import org.milterflux.api.Envelope;
import org.milterflux.api.Recipient;

/** What is known at one recipient; a refusal refuses it alone. */
public final class RecipientStage extends EnvelopeStage {

    private final Recipient recipient;

    /** For the platform. */
    public RecipientStage(Envelope envelope, Recipient recipient) {
        super(envelope);
        this.recipient = recipient;
    }

    /** The recipient as the client typed it, without angle brackets. */
    public String getRecipient() {
        return recipient.address();
    }
}
