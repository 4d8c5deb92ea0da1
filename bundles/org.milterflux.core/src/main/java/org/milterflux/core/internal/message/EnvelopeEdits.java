package org.milterflux.core.internal.message;

import org.milterflux.api.Edit;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.Reply;

/** Edits of sender and recipients: requests as they stand, because only the MTA knows what they add up to. */
final class EnvelopeEdits {

    private EnvelopeEdits() {}

    /** The request for one edit. */
    static Reply request(Edit edit) {
        if (edit instanceof Edit.ChangeSender change) {
            return new ChangeSender(bracketed(change.address()), change.arguments());
        }
        if (edit instanceof Edit.AddRecipient add) {
            return add.arguments().isEmpty()
                    ? new AddRecipient(bracketed(add.address()))
                    : new AddRecipientWithArguments(bracketed(add.address()), add.arguments());
        }
        return new DeleteRecipient(bracketed(((Edit.DeleteRecipient) edit).address()));
    }

    private static String bracketed(String address) {
        return "<" + address + ">";
    }
}
