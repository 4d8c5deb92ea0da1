package org.milterflux.protocol;

import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;

/** Names of macros together with their string on the wire: one agreement goes out on many connections. */
final class MacroList extends AbstractList<String> {

    private final List<String> names;
    private final String wire;

    private MacroList(List<String> names) {
        this.names = List.copyOf(names);
        wire = this.names.stream().map(MacroName::write).collect(Collectors.joining(" "));
        WireText.requireNoNul(wire, "macro name");
    }

    static MacroList of(List<String> names) {
        return names instanceof MacroList list ? list : new MacroList(names);
    }

    /** The names as MTAs read them, with braces. */
    String wire() {
        return wire;
    }

    @Override
    public String get(int index) {
        return names.get(index);
    }

    @Override
    public int size() {
        return names.size();
    }
}
