package org.milterflux.core.internal.message;

import org.milterflux.api.Edit;
import org.milterflux.protocol.Action;

/** What the MTA must have offered for an edit to be asked of it. */
public final class RequiredAction {

    private RequiredAction() {}

    /** The {@code SMFIF_} action of the edit. */
    public static Action of(Edit edit) {
        return switch (edit.kind()) {
            case HEADERS -> adds(edit) ? Action.ADD_HEADERS : Action.CHANGE_HEADERS;
            case BODY -> Action.CHANGE_BODY;
            case RECIPIENTS -> recipients(edit);
            case SENDER -> Action.CHANGE_SENDER;
            case QUARANTINE -> Action.QUARANTINE;
        };
    }

    private static boolean adds(Edit edit) {
        return edit instanceof Edit.AddHeader
                || edit instanceof Edit.InsertHeader
                || edit instanceof Edit.AddRawHeader
                || edit instanceof Edit.InsertRawHeader;
    }

    private static Action recipients(Edit edit) {
        if (edit instanceof Edit.AddRecipient add) {
            return add.arguments().isEmpty() ? Action.ADD_RECIPIENT : Action.ADD_RECIPIENT_WITH_ARGUMENTS;
        }
        return Action.DELETE_RECIPIENT;
    }
}
