package org.milterflux.filter.milter.internal;

import org.milterflux.api.Edit;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.Reply;

/**
 * Modification packets as edits, those of the body excepted.
 *
 * @param leadingSpace whether header values come with the space after the colon ({@code SMFIP_HDR_LEADSPC})
 */
record Edits(boolean leadingSpace) {

    /** @throws IllegalArgumentException when no MTA should see such an edit, with the reason */
    Edit of(Reply reply) {
        return switch (reply.replyKind()) {
            case ADD_HEADER -> add((AddHeader) reply);
            case INSERT_HEADER -> insert((InsertHeader) reply);
            case CHANGE_HEADER -> change((ChangeHeader) reply);
            case ADD_RECIPIENT -> Edit.addRecipient(bare(((AddRecipient) reply).address()));
            case ADD_RECIPIENT_WITH_ARGUMENTS -> add((AddRecipientWithArguments) reply);
            case DELETE_RECIPIENT -> Edit.deleteRecipient(bare(((DeleteRecipient) reply).address()));
            case CHANGE_SENDER -> change((ChangeSender) reply);
            case QUARANTINE -> Edit.quarantine(((Quarantine) reply).reason());
            case NEGOTIATE,
                    CONTINUE,
                    ACCEPT,
                    REJECT,
                    TEMPFAIL,
                    DISCARD,
                    SKIP,
                    REPLY_CODE,
                    SHUTDOWN,
                    CONNECTION_FAILED,
                    PROGRESS,
                    REPLACE_BODY -> throw new IllegalArgumentException("not an edit: " + reply.replyKind());
        };
    }

    private Edit add(AddHeader header) {
        return Edit.addRawHeader(header.name(), raw(header.value()));
    }

    private Edit insert(InsertHeader header) {
        return Edit.insertRawHeader(header.index(), header.name(), raw(header.value()));
    }

    /** An empty value deletes the field, so it gets no space. */
    private Edit change(ChangeHeader header) {
        String value = header.value();
        return Edit.changeRawHeader(header.index(), header.name(), value.isEmpty() ? value : raw(value));
    }

    private static Edit add(AddRecipientWithArguments recipient) {
        return Edit.addRecipient(bare(recipient.address()), recipient.arguments());
    }

    private static Edit change(ChangeSender sender) {
        return Edit.changeSender(bare(sender.address()), sender.arguments());
    }

    /** Without the agreement MTAs write the space themselves. */
    private String raw(String value) {
        return leadingSpace ? value : " " + value;
    }

    private static String bare(String address) {
        return address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
    }
}
