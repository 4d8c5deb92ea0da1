package org.milterflux.protocol;

/** What a filter tells an MTA: its half of the negotiation, a verdict, an edit, or "still working". */
public sealed interface Reply extends Packet
        permits OptionNegotiation,
                Continue,
                Accept,
                Reject,
                TempFail,
                Discard,
                Skip,
                Progress,
                Shutdown,
                ConnectionFailed,
                ReplyCode,
                AddHeader,
                InsertHeader,
                ChangeHeader,
                ReplaceBody,
                AddRecipient,
                AddRecipientWithArguments,
                DeleteRecipient,
                ChangeSender,
                Quarantine {

    /** Which reply this is, for an exhaustive {@code switch}. */
    ReplyKind replyKind();

    @Override
    default byte letter() {
        return replyKind().letter();
    }

    /** Whether this answers an event for good, so that the MTA goes on. */
    default boolean isVerdict() {
        return replyKind().role() == ReplyKind.Role.VERDICT;
    }

    /** Whether this asks for a change of the message; legal only before the verdict on {@code SMFIC_BODYEOB}. */
    default boolean isEdit() {
        return replyKind().role() == ReplyKind.Role.EDIT;
    }

    /**
     * Whether a writer should flush after this. Edits wait for their verdict, except body chunks, which are too big to
     * hoard.
     */
    default boolean endsBurst() {
        return !isEdit() || replyKind() == ReplyKind.REPLACE_BODY;
    }
}
