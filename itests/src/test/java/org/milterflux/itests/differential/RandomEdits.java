package org.milterflux.itests.differential;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Scenes whose filters edit the header at random. */
final class RandomEdits {

    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 7, 9, 10, 12, 50};
    private static final List<String> NAMES = List.of("X-A", "X-B", "Date", "Subject", "Received");
    private static final int MOST_EDITS = 5;

    private final Random random;
    private int values;

    RandomEdits(long seed) {
        random = new Random(seed);
    }

    /** One session of so many messages, another list of edits for each filter and message. */
    Scene scene(int messages) {
        Map<String, String> scripts = new HashMap<>();
        for (String actor : Desk.ACTORS) {
            scripts.put(
                    actor,
                    IntStream.rangeClosed(1, messages)
                            .mapToObj(number -> "eom#" + number + ": " + edits())
                            .collect(joining("\n")));
        }
        return Scene.of(scripts, Letter.USUAL, Collections.nCopies(messages, "SEND"));
    }

    private String edits() {
        return random.ints(random.nextInt(MOST_EDITS + 1), 0, 5)
                .mapToObj(this::edit)
                .collect(joining("; ", "", "; c"))
                .replaceFirst("^; ", "");
    }

    private String edit(int kind) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        return switch (kind) {
            case 0 -> "h " + name + " " + value();
            case 1, 2 -> "i " + number + " " + name + " " + value();
            case 3 -> "m " + number + " " + name + " " + value();
            default -> "m " + number + " " + name + " \"\"";
        };
    }

    private String value() {
        return "v" + ++values;
    }
}
