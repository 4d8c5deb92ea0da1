package org.milterflux.core.management;

import java.time.Instant;
import java.util.List;

/**
 * What became of one message, and who decided.
 *
 * @param queueId the MTA's name of it; the connection's id when the MTA gave none
 * @param connection the connection's id
 * @param listener the listener it came in on
 * @param begun when MAIL came
 * @param client the SMTP client's name
 * @param sender as the client gave it; empty for the null sender
 * @param recipients those that were taken, the first {@value #RECIPIENTS} of them
 * @param recipientCount how many were taken
 * @param size bytes of the body as far as the MTA sent it
 * @param generation the number of the chain's generation that was asked
 * @param verdict pass, reject, tempfail or discard; {@code aborted} when the MTA ended it
 * @param reply the words the client was given; empty for the MTA's own
 * @param decider id of the filter whose word it was; empty when all let it pass, or when the platform itself decided
 * @param millis from MAIL to the verdict
 * @param filters every filter of the chain, in its order
 */
public record MessageRecord(
        String queueId,
        String connection,
        String listener,
        Instant begun,
        String client,
        String sender,
        List<String> recipients,
        int recipientCount,
        long size,
        long generation,
        String verdict,
        String reply,
        String decider,
        long millis,
        List<FilterRecord> filters) {

    /** How many recipients are kept by name. */
    public static final int RECIPIENTS = 20;

    public MessageRecord {
        recipients = List.copyOf(recipients);
        filters = List.copyOf(filters);
    }
}
