package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values the MTA tells before an event; never answered.
 *
 * <p>Wire ({@code SMFIC_MACRO}): letter {@code D}, the letter of the event, then name and value strings in turn.
 *
 * <pre>00 00 00 0A  44  4D 69 00 34 58 79 7A 00      before MAIL, i = "4Xyz"</pre>
 *
 * May come at any time, for any event, repeatedly, without pairs, and without its event following. Of two values for
 * one name the last wins; a name without value is passed over.
 *
 * @param event letter of the event it belongs to, perhaps one nobody knows
 * @param values by name without braces: {@code i}, {@code mail_addr}; in order of arrival
 */
public record Macros(byte event, Map<String, String> values) implements Command {

    public Macros {
        values = Pairs.copyOf(values);
        values.forEach((name, value) -> {
            WireText.requireNoNul(name, "name");
            WireText.requireNoNul(value, "value");
        });
    }

    /** Macros before a known event. */
    public static Macros before(CommandCode event, Map<String, String> values) {
        return new Macros(event.letter(), values);
    }

    static Macros decode(PacketReader in) {
        byte event = in.int8();
        boolean kept = isKept(event);
        List<String> words = new ArrayList<>();
        while (in.hasMore()) {
            String name = MacroName.read(in.string());
            if (in.hasMore()) {
                String value = in.string();
                words.add(name);
                words.add(kept ? Repeats.known(value) : value);
            }
        }
        return new Macros(event, Pairs.of(words));
    }

    /** Whether they hold for the whole connection. */
    private static boolean isKept(byte event) {
        return event == CommandCode.CONNECT.letter() || event == CommandCode.HELO.letter();
    }

    /** The stage these values are for; empty when the event has no stage. */
    public Optional<MacroStage> stage() {
        return CommandCode.of(event).flatMap(MacroStage::before);
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.MACRO;
    }

    @Override
    public int dataSize() {
        int size = 1;
        for (Map.Entry<String, String> pair : values.entrySet()) {
            size += WireText.stringSize(MacroName.write(pair.getKey())) + WireText.stringSize(pair.getValue());
        }
        return size;
    }

    @Override
    public void writeData(ByteBuffer out) {
        out.put(event);
        values.forEach((name, value) -> {
            WireText.putString(MacroName.write(name), out);
            WireText.putString(value, out);
        });
    }
}
