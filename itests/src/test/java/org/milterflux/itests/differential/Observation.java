package org.milterflux.itests.differential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.milterflux.itests.differential.Desk.Told;
import org.milterflux.itests.differential.script.Shown;
import org.milterflux.itests.smtp.Delivery;

/**
 * Everything a case shows, made comparable: what differs from run to run is replaced by its name.
 *
 * @param sections text by name: {@code smtp}, {@code delivered}, {@code held}, {@code order}, {@code f1}, {@code f2},
 *     {@code f3}
 */
record Observation(Map<String, String> sections) {

    private static final int LONG_LINE = 2000;

    static Observation of(
            List<String> smtp, List<Delivery> deliveries, List<String> held, Map<String, List<Told>> transcripts) {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put(
                "smtp", String.join("\n", smtp.stream().map(Volatile::inReply).toList()));
        sections.put(
                "delivered", sorted(deliveries.stream().map(Observation::shown).toList()));
        sections.put("held", sorted(held.stream().map(Volatile::inHeld).toList()));
        sections.put("order", order(transcripts));
        transcripts.forEach((actor, told) -> sections.put(actor, lines(told)));
        return new Observation(sections);
    }

    String section(String name) {
        return sections.getOrDefault(name, "");
    }

    private static String shown(Delivery delivery) {
        String text = Volatile.inMessage(delivery.text())
                .lines()
                .map(line -> line.length() > LONG_LINE ? Shown.text(line) : line)
                .collect(Collectors.joining("\n"));
        boolean ended = delivery.text().endsWith("\r\n");
        return Volatile.inMail(delivery.mail()) + "\n"
                + String.join("\n", delivery.recipients()) + "\n"
                + Shown.text(bodyOf(delivery.text())) + (ended ? "" : " (no line end)") + "\n" + text;
    }

    /** As text the parts of a line end would be lost. */
    private static String bodyOf(String text) {
        int end = text.indexOf("\r\n\r\n");
        return "body " + (end < 0 ? "" : text.substring(end + 4));
    }

    private static String sorted(List<String> texts) {
        return texts.stream().sorted().collect(Collectors.joining("\n--\n"));
    }

    private static String lines(List<Told> told) {
        return told.stream().map(Told::line).collect(Collectors.joining("\n"));
    }

    /** Who was told what, in time; runs of header fields and body pieces are one entry. */
    private static String order(Map<String, List<Told>> transcripts) {
        List<Map.Entry<Long, String>> entries = new ArrayList<>();
        transcripts.forEach((actor, told) -> told.stream()
                .filter(entry -> !entry.line().equals("END") && !entry.line().equals("ABORT"))
                .forEach(entry -> entries.add(
                        Map.entry(entry.time(), actor + " " + entry.line().split(" ", 2)[0]))));
        entries.sort(Comparator.comparing(Map.Entry::getKey));
        StringBuilder order = new StringBuilder();
        String last = "";
        for (Map.Entry<Long, String> entry : entries) {
            if (!entry.getValue().equals(last)) {
                order.append(entry.getValue()).append('\n');
            }
            last = entry.getValue();
        }
        return order.toString();
    }

    /** What is not as in the reference, section by section: its lines with {@code -}, ours with {@code +}. */
    List<String> differencesFrom(Observation reference) {
        return reference.sections.entrySet().stream()
                .filter(section -> !section.getValue().equals(section(section.getKey())))
                .map(section -> section.getKey() + difference(section.getValue(), section(section.getKey())))
                .toList();
    }

    private static String difference(String expected, String got) {
        List<String> minus = expected.lines().toList();
        List<String> plus = got.lines().toList();
        int shorter = Math.min(minus.size(), plus.size());
        int head = 0;
        while (head < shorter && minus.get(head).equals(plus.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && minus.get(minus.size() - 1 - tail).equals(plus.get(plus.size() - 1 - tail))) {
            tail++;
        }
        return marked("-", minus.subList(head, minus.size() - tail))
                + marked("+", plus.subList(head, plus.size() - tail));
    }

    private static String marked(String mark, List<String> lines) {
        return lines.stream().map(line -> "\n  " + mark + " " + line).collect(Collectors.joining());
    }
}
