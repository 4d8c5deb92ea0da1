package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The MTA's offer, or the filter's answer to it; first packet of each side, once per connection.
 *
 * <p>Wire ({@code SMFIC_OPTNEG}): letter {@code O}, {@code uint32} version, actions, steps; in an answer then, for each
 * stage, a {@code uint32} number and one string of macro names.
 *
 * <pre>00 00 00 0D  4F  00 00 00 06  00 00 01 FF  00 1F FF FF      what Postfix and Sendmail offer</pre>
 *
 * The flag words are kept as they came, so that bits nobody knows can be seen and refused.
 *
 * @param version 2 to 6 in use
 * @param actionBits {@code SMFIF_*}
 * @param stepBits {@code SMFIP_*}
 * @param symbols macros wanted per stage, names without braces; a stage with an empty list asks for none, one that is
 *     missing for the MTA's own choice. Empty in an offer
 */
public record OptionNegotiation(int version, int actionBits, int stepBits, Map<MacroStage, List<String>> symbols)
        implements Command, Reply {

    public OptionNegotiation {
        Map<MacroStage, List<String>> copy = new EnumMap<>(MacroStage.class);
        symbols.forEach((stage, names) -> copy.put(stage, MacroList.of(names)));
        symbols = Collections.unmodifiableMap(copy);
    }

    /** From sets of flags instead of words. */
    public static OptionNegotiation of(
            int version, Set<Action> actions, Set<Step> steps, Map<MacroStage, List<String>> symbols) {
        return new OptionNegotiation(version, Action.word(actions), Step.word(steps), symbols);
    }

    /** What Postfix and Sendmail offer in this version: everything it has, but no larger packets. */
    public static OptionNegotiation offer(int version) {
        return new OptionNegotiation(
                version, Negotiation.knownActions(version), Negotiation.knownSteps(version), Map.of());
    }

    /** An offer is three numbers; what a later version may put behind them is not ours to read. */
    static OptionNegotiation decodeOffer(PacketReader in) {
        return new OptionNegotiation(in.int32(), in.int32(), in.int32(), Map.of());
    }

    /** The lists count even where {@link Action#SET_SYMBOLS} is not set: both MTAs read them all the same. */
    static OptionNegotiation decodeAnswer(PacketReader in) {
        int version = in.int32();
        int actions = in.int32();
        int steps = in.int32();
        Map<MacroStage, List<String>> symbols = new EnumMap<>(MacroStage.class);
        while (in.hasMore()) {
            int stage = in.int32();
            List<String> names = MacroName.readList(in.string());
            MacroStage.of(stage).ifPresent(known -> symbols.put(known, names));
        }
        return new OptionNegotiation(version, actions, steps, symbols);
    }

    /** The known actions. */
    public Set<Action> actions() {
        return Action.in(actionBits);
    }

    /** The known steps. */
    public Set<Step> steps() {
        return Step.in(stepBits);
    }

    /** Whether this action is set. */
    public boolean has(Action action) {
        return (actionBits & action.bit()) != 0;
    }

    /** Whether this step is set. */
    public boolean has(Step step) {
        return (stepBits & step.bit()) != 0;
    }

    /** As an agreement: whether the MTA sends this command at all. */
    public boolean sends(CommandCode command) {
        return switch (command) {
            case CONNECT -> !has(Step.NO_CONNECT);
            case HELO -> !has(Step.NO_HELO);
            case MAIL -> !has(Step.NO_MAIL);
            case RCPT -> !has(Step.NO_RCPT);
            case DATA -> version >= 4 && !has(Step.NO_DATA);
            case HEADER -> !has(Step.NO_HEADERS);
            case END_OF_HEADERS -> !has(Step.NO_END_OF_HEADERS);
            case BODY -> !has(Step.NO_BODY);
            case UNKNOWN -> version >= 3 && !has(Step.NO_UNKNOWN);
            case NEGOTIATE, MACRO, END_OF_MESSAGE, ABORT, QUIT, QUIT_NEW_CONNECTION -> true;
        };
    }

    /** As an agreement: whether the MTA waits for a verdict on this command. */
    public boolean awaitsVerdict(CommandCode command) {
        return switch (command) {
            case CONNECT -> !has(Step.NO_REPLY_CONNECT);
            case HELO -> !has(Step.NO_REPLY_HELO);
            case MAIL -> !has(Step.NO_REPLY_MAIL);
            case RCPT -> !has(Step.NO_REPLY_RCPT);
            case DATA -> !has(Step.NO_REPLY_DATA);
            case HEADER -> !has(Step.NO_REPLY_HEADERS);
            case END_OF_HEADERS -> !has(Step.NO_REPLY_END_OF_HEADERS);
            case BODY -> !has(Step.NO_REPLY_BODY);
            case UNKNOWN -> !has(Step.NO_REPLY_UNKNOWN);
            case END_OF_MESSAGE -> true;
            case NEGOTIATE, MACRO, ABORT, QUIT, QUIT_NEW_CONNECTION -> false;
        };
    }

    /** As an agreement: data bytes a packet may have, both ways. */
    public int maxData() {
        if (has(Step.MAX_DATA_1M)) {
            return (1 << 20) - 1;
        }
        return has(Step.MAX_DATA_256K) ? (1 << 18) - 1 : PacketEncoder.MAX_DATA;
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.NEGOTIATE;
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.NEGOTIATE;
    }

    @Override
    public byte letter() {
        return commandCode().letter();
    }

    @Override
    public int dataSize() {
        int size = 3 * Integer.BYTES;
        for (List<String> names : symbols.values()) {
            size += Integer.BYTES + WireText.stringSize(MacroList.of(names).wire());
        }
        return size;
    }

    @Override
    public void writeData(ByteBuffer out) {
        out.putInt(version).putInt(actionBits).putInt(stepBits);
        symbols.forEach((stage, names) -> {
            out.putInt(stage.number());
            WireText.putString(MacroList.of(names).wire(), out);
        });
    }
}
