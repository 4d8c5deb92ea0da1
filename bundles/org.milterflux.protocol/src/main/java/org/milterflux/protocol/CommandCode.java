package org.milterflux.protocol;

import java.util.Optional;
import java.util.function.Function;

/**
 * The letters of {@link Command}s. {@code SMFIC_UNKNOWN} is an unknown <em>SMTP command</em>; an unknown letter is an
 * error.
 */
public enum CommandCode {
    /** {@code SMFIC_OPTNEG}. */
    NEGOTIATE('O', false, OptionNegotiation::decodeOffer),
    /** {@code SMFIC_MACRO}. */
    MACRO('D', false, Macros::decode),
    /** {@code SMFIC_CONNECT}. */
    CONNECT('C', true, Connect::decode),
    /** {@code SMFIC_HELO}. */
    HELO('H', true, Helo::decode),
    /** {@code SMFIC_MAIL}. */
    MAIL('M', true, MailFrom::decode),
    /** {@code SMFIC_RCPT}. */
    RCPT('R', true, RcptTo::decode),
    /** {@code SMFIC_DATA}. */
    DATA('T', true, in -> new Data()),
    /** {@code SMFIC_HEADER}. */
    HEADER('L', true, Header::decode),
    /** {@code SMFIC_EOH}. */
    END_OF_HEADERS('N', true, in -> new EndOfHeaders()),
    /** {@code SMFIC_BODY}. */
    BODY('B', true, BodyChunk::decode),
    /** {@code SMFIC_BODYEOB}. */
    END_OF_MESSAGE('E', true, EndOfMessage::decode),
    /** {@code SMFIC_UNKNOWN}. */
    UNKNOWN('U', true, UnknownCommand::decode),
    /** {@code SMFIC_ABORT}. */
    ABORT('A', false, in -> new Abort()),
    /** {@code SMFIC_QUIT}. */
    QUIT('Q', false, in -> new Quit()),
    /** {@code SMFIC_QUIT_NC}. */
    QUIT_NEW_CONNECTION('K', false, in -> new QuitNewConnection());

    private static final Letters<CommandCode> LETTERS = new Letters<>(values(), CommandCode::letter);

    private final byte letter;
    private final boolean answered;

    @SuppressWarnings("ImmutableEnumChecker") // always a method reference
    private final Function<PacketReader, Command> decoder;

    CommandCode(char letter, boolean answered, Function<PacketReader, Command> decoder) {
        this.letter = (byte) letter;
        this.answered = answered;
        this.decoder = decoder;
    }

    /** The command with this letter; empty when the protocol has none. */
    public static Optional<CommandCode> of(byte letter) {
        return LETTERS.find(letter);
    }

    /** The letter on the wire. */
    public byte letter() {
        return letter;
    }

    /** Whether the MTA waits for one verdict, unless a "no reply" step was agreed. */
    public boolean isAnswered() {
        return answered;
    }

    Command decode(PacketReader in) {
        return decoder.apply(in);
    }
}
