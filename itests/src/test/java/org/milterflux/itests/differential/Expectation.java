package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A text that must or must not be in a section of an observation.
 *
 * @param server mark of the MTA it is for; empty for any
 */
record Expectation(String server, boolean present, String section, String text) {

    /** A line such as {@code = smtp 550 5.7.1}, {@code ! f2 EOM} or {@code =PF held ""}. */
    static Expectation parse(String line) {
        String[] words = line.split(" ", 3);
        return new Expectation(words[0].substring(1), words[0].startsWith("="), words[1], words[2]);
    }

    void check(Server on, Observation observation, String whose) {
        if (!server.isEmpty() && !server.equals(on.mark())) {
            return;
        }
        String observed = observation.section(section);
        if (text.equals("nothing")) {
            assertThat(observed).as("%s: %s", whose, section).isEmpty();
        } else if (present) {
            assertThat(observed).as("%s: %s", whose, section).contains(text);
        } else {
            assertThat(observed).as("%s: %s", whose, section).doesNotContain(text);
        }
    }
}
