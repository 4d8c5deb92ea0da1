package org.milterflux.itests.differential;

import java.util.List;
import java.util.Map;

/**
 * What is played.
 *
 * @param conf lines of configuration files by name, for a platform of its own; {@code @f1@} stands for a filter's id
 * @param scripts what the filters do, by actor; one without a script only looks on
 * @param letter the message that is sent
 * @param dialogue what the client says; see {@link Dialogue}
 * @param expectations what must be observed besides
 * @param slow whether it takes long
 * @param events how many events of each filter are compared: where the MTA closes our connection, it goes on with
 *     separate milters
 */
record Scene(
        Map<String, List<String>> conf,
        Map<String, String> scripts,
        Letter letter,
        List<String> dialogue,
        List<Expectation> expectations,
        boolean slow,
        int events) {

    static final int ALL_EVENTS = Integer.MAX_VALUE;

    /** One without configuration and expectations of its own. */
    static Scene of(Map<String, String> scripts, Letter letter, List<String> dialogue) {
        return new Scene(Map.of(), scripts, letter, dialogue, List.of(), false, ALL_EVENTS);
    }

    Scene {
        conf = Map.copyOf(conf);
        scripts = Map.copyOf(scripts);
        dialogue = List.copyOf(dialogue);
        expectations = List.copyOf(expectations);
    }

    /** Whether the MTA closes its milter connections within the session and opens others: Postfix after {@code XCLIENT}. */
    boolean reconnects() {
        return dialogue.stream().anyMatch(line -> line.startsWith("XCLIENT"));
    }
}
