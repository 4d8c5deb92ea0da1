package org.milterflux.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of macros: {@code mail_addr} here, <code>{mail_addr}</code> on the wire; one letter goes bare. */
final class MacroName {

    /** What MTAs tell by themselves, and of the client, by its name on the wire: every open connection keeps such names. */
    private static final Map<String, String> USUAL = Stream.of(
                    PostfixMacros.OWN.values().stream().flatMap(List::stream),
                    SendmailMacros.OWN.values().stream().flatMap(List::stream),
                    Stream.of("client_addr", "client_name", "client_port", "client_ptr"))
            .flatMap(names -> names)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(MacroName::write, Function.identity()));

    private MacroName() {}

    static String read(String wire) {
        String usual = USUAL.get(wire);
        return usual == null ? unbraced(wire) : usual;
    }

    private static String unbraced(String wire) {
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
}
