package org.milterflux.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which macros an MTA tells a filter before which event: its own lists, changed by those the filter asked for.
 *
 * <p>The lists are those of stock configurations ({@code milter_*_macros}, {@code confMILTER_MACROS_*}).
 */
public sealed interface MacroBook permits PostfixMacros, SendmailMacros {

    /**
     * As Postfix 3: macros before every event, header fields and body chunks included; a list without values is an empty
     * packet. To a stage for which the filter asked nothing it tells its own list.
     *
     * @param asked by stage, see {@link OptionNegotiation#symbols()}
     */
    static MacroBook ofPostfix(Map<MacroStage, List<String>> asked) {
        return new PostfixMacros(asked);
    }

    /**
     * As Sendmail 8.14 and later: once per stage, and nothing at all where the list is empty. Of end of message it asks
     * the filter's list only when there is one for end of headers too.
     *
     * @param asked by stage, see {@link OptionNegotiation#symbols()}
     */
    static MacroBook ofSendmail(Map<MacroStage, List<String>> asked) {
        return new SendmailMacros(asked);
    }

    /**
     * The packet before an event; empty when there is none.
     *
     * @param sent whether the event itself is sent: macros may come without it
     * @param values what there is, by name without braces
     */
    Optional<Macros> before(CommandCode event, boolean sent, Function<String, Optional<String>> values);

    /** The packet with those of the names that have a value. */
    static Macros told(CommandCode event, List<String> names, Function<String, Optional<String>> values) {
        Map<String, String> told = new LinkedHashMap<>();
        names.forEach(name -> values.apply(name).ifPresent(value -> told.put(name, value)));
        return Macros.before(event, told);
    }
}
