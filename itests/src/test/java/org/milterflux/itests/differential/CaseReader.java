package org.milterflux.itests.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.milterflux.itests.differential.Case.Flag;
import org.milterflux.itests.differential.script.Quotes;

/**
 * Reads one case.
 *
 * <pre>
 * 28 D PF | What happens        number, flag, the MTAs it is for (none: all), title
 *   f1 rcpt b@y.test: reject    a line of a filter's script
 *   header "X-T:\tv"            a header line of the message, below the usual ones
 *   body "text\r\n"*100         its body
 *   conf NAME KEY=VALUE         a line of conf/NAME.config
 *   > MAIL FROM:<a@x.test>      what the client says; SEND when nothing is given
 *   = smtp 550                  what must be observed besides; ! what must not; =PF on Postfix only
 *   events 2                    how many events of each filter are compared
 *   slow                        not in the quick part
 *   in CLASS                    the test that shows it instead of this one; or "unmet REASON"
 * </pre>
 */
final class CaseReader {

    private static final Pattern HEADING = Pattern.compile("(\\w+) ([DVP])((?: [A-Z]{2})*) \\| (.*)");

    private final Map<String, List<String>> conf = new HashMap<>();
    private final Map<String, String> scripts = new HashMap<>();
    private final List<String> dialogue = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private String body = Letter.BODY;
    private boolean slow;
    private String elsewhere = "";
    private int events = Scene.ALL_EVENTS;

    private CaseReader() {}

    static Case read(List<String> lines) {
        Matcher heading = HEADING.matcher(lines.get(0));
        if (!heading.matches()) {
            throw new IllegalArgumentException("not the heading of a case: " + lines.get(0));
        }
        CaseReader reader = new CaseReader();
        lines.stream().skip(1).map(String::strip).forEach(reader::add);
        List<String> servers = Stream.of(heading.group(3).split(" "))
                .filter(mark -> !mark.isEmpty())
                .toList();
        return new Case(
                heading.group(1),
                Flag.valueOf(heading.group(2)),
                servers,
                heading.group(4),
                reader.elsewhere,
                reader.scene());
    }

    private void add(String line) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "f1", "f2", "f3" -> scripts.merge(parts[0], parts[1] + "\n", String::concat);
            case "header" -> fields.add(Quotes.unquoted(parts[1]));
            case "body" -> body = Quotes.unquoted(parts[1]);
            case "conf" -> configure(parts[1].split(" ", 2));
            case ">" -> dialogue.add(parts[1]);
            case "slow" -> slow = true;
            case "events" -> events = Integer.parseInt(parts[1]);
            case "in", "unmet" -> elsewhere = line;
            default -> expectations.add(Expectation.parse(line));
        }
    }

    private void configure(String[] nameAndLine) {
        conf.computeIfAbsent(nameAndLine[0], name -> new ArrayList<>()).add(nameAndLine[1]);
    }

    private Scene scene() {
        return new Scene(
                conf,
                scripts,
                Letter.of(fields, body),
                dialogue.isEmpty() ? List.of("SEND") : dialogue,
                expectations,
                slow,
                events);
    }
}
