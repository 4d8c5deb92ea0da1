package org.milterflux.itests.differential.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a script: {@code STAGE[#N] [SUBJECT]: ANSWER}.
 *
 * @param stage when it applies
 * @param occurrence at the n-th event of that stage in the session only; 0 for any
 * @param subject for that address or name only; empty for any
 */
record Rule(Stage stage, int occurrence, String subject, Answer answer) {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:#(\\d+))?(?: (\\S+))?: (.*)");

    static Rule parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a rule: " + line);
        }
        return new Rule(
                Stage.of(parts.group(1)),
                parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)),
                parts.group(3) == null ? "" : parts.group(3),
                AnswerParser.parse(parts.group(4)));
    }

    boolean fits(Cue cue, int count) {
        return stage == cue.stage()
                && (occurrence == 0 || occurrence == count)
                && (subject.isEmpty() || subject.equals(cue.subject()));
    }
}
