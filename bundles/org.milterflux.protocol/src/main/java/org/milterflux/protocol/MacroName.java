package org.milterflux.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/** Names of macros: {@code mail_addr} here, <code>{mail_addr}</code> on the wire; one letter goes bare. */
final class MacroName {

    private MacroName() {}

    static String read(String wire) {
        int last = wire.length() - 1;
        return last > 0 && wire.charAt(0) == '{' && wire.charAt(last) == '}' ? wire.substring(1, last) : wire;
    }

    static String write(String name) {
        return name.length() == 1 ? name : "{" + name + "}";
    }

    /** Sendmail and Postfix take commas for spaces. */
    static List<String> readList(String wire) {
        List<String> names = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(wire, " ,");
        while (words.hasMoreTokens()) {
            names.add(read(words.nextToken()));
        }
        return List.copyOf(names);
    }

    static String writeList(List<String> names) {
        return names.stream().map(MacroName::write).collect(Collectors.joining(" "));
    }
}
