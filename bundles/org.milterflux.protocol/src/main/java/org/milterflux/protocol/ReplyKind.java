package org.milterflux.protocol;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The letters of {@link Reply}s and what each is for. */
public enum ReplyKind {
    /** {@code SMFIC_OPTNEG}. */
    NEGOTIATE('O', Role.NEGOTIATION, OptionNegotiation::decodeAnswer),
    /** {@code SMFIR_CONTINUE}. */
    CONTINUE('c', Role.VERDICT, Continue::new),
    /** {@code SMFIR_ACCEPT}. */
    ACCEPT('a', Role.VERDICT, Accept::new),
    /** {@code SMFIR_REJECT}. */
    REJECT('r', Role.VERDICT, Reject::new),
    /** {@code SMFIR_TEMPFAIL}. */
    TEMPFAIL('t', Role.VERDICT, TempFail::new),
    /** {@code SMFIR_DISCARD}. */
    DISCARD('d', Role.VERDICT, Discard::new),
    /** {@code SMFIR_SKIP}. */
    SKIP('s', Role.VERDICT, Skip::new),
    /** {@code SMFIR_REPLYCODE}. */
    REPLY_CODE('y', Role.VERDICT, ReplyCode::decode),
    /** {@code SMFIR_SHUTDOWN}. */
    SHUTDOWN('4', Role.VERDICT, Shutdown::new),
    /** {@code SMFIR_CONN_FAIL}. */
    CONNECTION_FAILED('f', Role.VERDICT, ConnectionFailed::new),
    /** {@code SMFIR_PROGRESS}. */
    PROGRESS('p', Role.PROGRESS, Progress::new),
    /** {@code SMFIR_ADDHEADER}. */
    ADD_HEADER('h', Role.EDIT, AddHeader::decode),
    /** {@code SMFIR_INSHEADER}. */
    INSERT_HEADER('i', Role.EDIT, InsertHeader::decode),
    /** {@code SMFIR_CHGHEADER}. */
    CHANGE_HEADER('m', Role.EDIT, ChangeHeader::decode),
    /** {@code SMFIR_REPLBODY}. */
    REPLACE_BODY('b', Role.EDIT, ReplaceBody::decode),
    /** {@code SMFIR_ADDRCPT}. */
    ADD_RECIPIENT('+', Role.EDIT, AddRecipient::decode),
    /** {@code SMFIR_ADDRCPT_PAR}. */
    ADD_RECIPIENT_WITH_ARGUMENTS('2', Role.EDIT, AddRecipientWithArguments::decode),
    /** {@code SMFIR_DELRCPT}. */
    DELETE_RECIPIENT('-', Role.EDIT, DeleteRecipient::decode),
    /** {@code SMFIR_CHGFROM}. */
    CHANGE_SENDER('e', Role.EDIT, ChangeSender::decode),
    /** {@code SMFIR_QUARANTINE}. */
    QUARANTINE('q', Role.EDIT, Quarantine::decode);

    /** What a reply does in the dialogue. */
    public enum Role {
        /** Answers {@code SMFIC_OPTNEG} and nothing else. */
        NEGOTIATION,
        /** Ends the answer to an event. */
        VERDICT,
        /** Only keeps the MTA waiting. */
        PROGRESS,
        /** Asks for a change at end of message. */
        EDIT
    }

    private static final Letters<ReplyKind> LETTERS = new Letters<>(values(), ReplyKind::letter);

    private final byte letter;
    private final Role role;

    @SuppressWarnings("ImmutableEnumChecker") // always a method reference
    private final Function<PacketReader, Reply> decoder;

    ReplyKind(char letter, Role role, Function<PacketReader, Reply> decoder) {
        this.letter = (byte) letter;
        this.role = role;
        this.decoder = decoder;
    }

    ReplyKind(char letter, Role role, Supplier<Reply> empty) {
        this(letter, role, in -> empty.get());
    }

    /** The reply with this letter; empty when the protocol has none. */
    public static Optional<ReplyKind> of(byte letter) {
        return LETTERS.find(letter);
    }

    /** The letter on the wire. */
    public byte letter() {
        return letter;
    }

    /** What this reply does in the dialogue. */
    public Role role() {
        return role;
    }

    /** Postfix treats left-over data as a communication error, a {@code c} that carries data included; so do we. */
    Reply decode(PacketReader in) {
        Reply reply = decoder.apply(in);
        in.expectEnd();
        return reply;
    }
}
