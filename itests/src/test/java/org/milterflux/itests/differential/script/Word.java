package org.milterflux.itests.differential.script;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The verdict in an answer.
 *
 * @param kind what it is
 * @param code of a reply; else empty, as what follows
 * @param enhancedCode of a reply
 * @param text of a reply: its lines without the codes
 */
public record Word(Kind kind, String code, String enhancedCode, List<String> text) {

    /** The verdicts of the protocol, and dying instead of giving one. */
    public enum Kind {
        CONTINUE("c"),
        ACCEPT("a"),
        REJECT("r"),
        TEMPFAIL("t"),
        DISCARD("d"),
        SKIP("s"),
        REPLY("y"),
        DIE("");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /** On the wire. */
        public String letter() {
            return letter;
        }

        private boolean isNamed(String verb) {
            return verb.equals(letter) || verb.equalsIgnoreCase(name());
        }

        static Optional<Kind> of(String verb) {
            for (Kind kind : values()) {
                if (kind.isNamed(verb)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    static final Word CONTINUE = plain(Kind.CONTINUE);

    static Word plain(Kind kind) {
        return new Word(kind, "", "", List.of());
    }

    /** A reply as {@code 550 5.7.1 one line|another}. */
    static Word reply(String words) {
        String[] parts = words.split(" ", 3);
        return new Word(Kind.REPLY, parts[0], parts[1], List.of(parts[2].split("\\|", -1)));
    }

    /** The lines of a reply with their codes, as SMTP has them. */
    public String smtp() {
        int last = text.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> code + (i == last ? " " : "-") + enhancedCode + " " + text.get(i))
                .collect(Collectors.joining("\r\n"));
    }

    /** Whether nothing more of a message comes after it, given at that stage. */
    boolean isFinal(Stage stage) {
        return switch (kind) {
            case CONTINUE, SKIP -> stage == Stage.EOM;
            case ACCEPT, DISCARD, DIE -> stage != Stage.UNKNOWN;
            case REJECT, TEMPFAIL, REPLY -> stage != Stage.RCPT && stage != Stage.DATA && stage != Stage.UNKNOWN;
        };
    }
}
