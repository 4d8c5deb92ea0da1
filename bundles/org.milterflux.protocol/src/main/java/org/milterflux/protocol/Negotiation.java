package org.milterflux.protocol;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What both sides may use: pure functions of the MTA's offer and the filter's wishes or answer. */
public final class Negotiation {

    /** The newest version there is. */
    public static final int NEWEST = 6;
    /** The oldest version anybody speaks. */
    public static final int OLDEST = 2;

    private static final int ANCIENT_ACTIONS = 0x0F;
    private static final int ANCIENT_STEPS = 0x3F;
    private static final int SIZES = Step.MAX_DATA_256K.bit() | Step.MAX_DATA_1M.bit();

    private Negotiation() {}

    static int knownActions(int version) {
        return version >= NEWEST ? 0x1FF : 0x3F;
    }

    static int knownSteps(int version) {
        return switch (version) {
            case 2 -> 0x7F;
            case 3 -> 0x1FF;
            case 4, 5 -> 0x3FF;
            default -> 0x1FFFFF;
        };
    }

    /**
     * The filter's answer: as much of its wishes as the MTA offered, and never more.
     *
     * <p>An answer that claims what was not offered makes Sendmail and Postfix drop the filter. What is missing from
     * the answer the filter has to make up for: answer headers where "no reply" was not offered, pass over events it
     * did not want.
     *
     * @param offer from the MTA; flag words of 0, as ancient MTAs send, stand for the first flags there were
     * @param wanted what the filter would like; of the larger packet sizes the largest that is offered and wanted is
     *     taken. Symbol lists are sent when {@link Action#SET_SYMBOLS} was wanted and offered
     * @throws ProtocolException when the MTA speaks a version older than 2
     */
    public static OptionNegotiation answer(OptionNegotiation offer, OptionNegotiation wanted) {
        if (offer.version() < OLDEST) {
            throw new ProtocolException("MTA offers milter version " + offer.version() + ", oldest known is " + OLDEST);
        }
        int actions = offeredActions(offer) & wanted.actionBits();
        int steps = offeredSteps(offer) & wanted.stepBits();
        boolean symbols = (actions & Action.SET_SYMBOLS.bit()) != 0;
        return new OptionNegotiation(
                Math.min(NEWEST, offer.version()),
                actions,
                oneSize(steps),
                symbols ? withBothEnds(wanted.symbols()) : Map.of());
    }

    private static int offeredActions(OptionNegotiation offer) {
        return offer.actionBits() == 0 ? ANCIENT_ACTIONS : offer.actionBits();
    }

    private static int offeredSteps(OptionNegotiation offer) {
        return offer.stepBits() == 0 ? ANCIENT_STEPS : offer.stepBits();
    }

    private static int oneSize(int steps) {
        return (steps & SIZES) == SIZES ? steps & ~Step.MAX_DATA_256K.bit() : steps;
    }

    /** Sendmail looks up the list for end of message under the flag of end of headers: only both together work. */
    private static Map<MacroStage, List<String>> withBothEnds(Map<MacroStage, List<String>> wanted) {
        Map<MacroStage, List<String>> lists = new EnumMap<>(MacroStage.class);
        lists.putAll(wanted);
        List<String> headers = lists.get(MacroStage.END_OF_HEADERS);
        List<String> message = lists.get(MacroStage.END_OF_MESSAGE);
        if (headers != null) {
            lists.putIfAbsent(MacroStage.END_OF_MESSAGE, headers);
        }
        if (message != null) {
            lists.putIfAbsent(MacroStage.END_OF_HEADERS, message);
        }
        return lists;
    }

    /**
     * The agreement as an MTA sees it: the filter's answer without steps that were not offered.
     *
     * <p>Sendmail refuses such steps, Postfix ignores them; we ignore them too. {@link #unofferedSteps} tells of them.
     *
     * @throws ProtocolException when the answer has a version outside 2..offered, or an action that was not offered
     */
    public static OptionNegotiation agree(OptionNegotiation offer, OptionNegotiation answer) {
        if (answer.version() < OLDEST || answer.version() > offer.version()) {
            throw new ProtocolException(
                    "filter answers milter version " + answer.version() + " to an offer of " + offer.version());
        }
        int actions = answer.actionBits() & ~offeredActions(offer);
        if (actions != 0) {
            throw new ProtocolException(String.format("filter claims actions 0x%X that were not offered", actions));
        }
        return new OptionNegotiation(
                answer.version(),
                answer.actionBits(),
                oneSize(answer.stepBits() & offeredSteps(offer)),
                answer.symbols());
    }

    /** Step bits in the answer that the offer does not have; 0 when all is well. */
    public static int unofferedSteps(OptionNegotiation offer, OptionNegotiation answer) {
        return answer.stepBits() & ~offeredSteps(offer);
    }
}
