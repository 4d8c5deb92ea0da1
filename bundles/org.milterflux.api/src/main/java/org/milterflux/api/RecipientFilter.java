package org.milterflux.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Acts on each recipient ({@code SMFIC_RCPT}): a refusal refuses that recipient alone. It may block: the platform calls it on a thread of its own, not on an event loop. */
@ConsumerType
@FunctionalInterface
public interface RecipientFilter {

    /**
     * Decides on the recipient, which is not yet among {@link Envelope#recipients()}.
     *
     * <p>Called by many threads at once, for different connections. Anything thrown, checked or not, and an answer that
     * does not come in time, is a failure of the filter: the administrator's policy answers in its place.
     */
    Verdict onRecipient(Envelope envelope, Recipient recipient) throws Exception;
}
