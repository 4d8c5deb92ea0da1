package org.milterflux.testing;

import java.util.List;
import java.util.Optional;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;

/**
 * What an MTA delivers once a filter's edits are applied.
 *
 * @param sender as edited
 * @param recipients as edited; Postfix delivers twice to one that is named twice
 * @param mail as edited, without the MTA's own {@code Received}
 * @param quarantine why it is kept back; empty when it is delivered
 */
public record Delivered(MailFrom sender, List<RcptTo> recipients, TestMail mail, Optional<String> quarantine) {

    public Delivered {
        recipients = List.copyOf(recipients);
    }

    /**
     * The message after these edits, applied in order, each to the result of those before it.
     *
     * @param mta whose rules hold: they differ in where headers go, how they are counted, and what becomes of ESMTP
     *     arguments
     * @param agreement tells whether header values in edits bring their own leading space
     */
    public static Delivered apply(
            Mta mta,
            OptionNegotiation agreement,
            MailFrom sender,
            List<RcptTo> recipients,
            TestMail mail,
            List<Reply> edits) {
        EditedMail edited = new EditedMail(mta, agreement, mail);
        EditedEnvelope envelope = new EditedEnvelope(mta, sender, recipients);
        for (Reply edit : edits) {
            edited.apply(edit);
            envelope.apply(edit);
        }
        return new Delivered(envelope.sender(), envelope.recipients(), edited.mail(), envelope.quarantine());
    }
}
