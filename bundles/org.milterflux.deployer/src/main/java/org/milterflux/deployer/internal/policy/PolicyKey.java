package org.milterflux.deployer.internal.policy;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.milterflux.deployer.DeploymentException;

/** The keys of a policy file that may be set from outside, and what they take; the core's policy says the same. */
enum PolicyKey {
    ENABLED("enabled", Kind.FLAG, "true", ""),
    SHADOW("shadow", Kind.FLAG, "false", ""),
    RANK("rank", Kind.NUMBER, "", "", Integer.MIN_VALUE, Integer.MAX_VALUE),
    LISTENERS("listeners", Kind.LIST, "", ""),
    CONDITION("condition", Kind.TEXT, "", ".+"),
    FAILURE("failure", Kind.CHOICE, "", "skip|tempfail|reject|quarantine|shutdown"),
    FAILURE_REPLY("failureReply", Kind.TEXT, "", "([45])\\d\\d\\s+\\1\\.\\d{1,3}\\.\\d{1,3}\\s+\\S.*"),
    FAILURE_SCOPE("failureScope", Kind.CHOICE, "message", "message|connection"),
    TIMEOUT_SECONDS("timeoutSeconds", Kind.NUMBER, "", "", 1, 270),
    CONCURRENCY("concurrency", Kind.NUMBER, "", "", 1, 10_000),
    REQUIRED("required", Kind.FLAG, "false", ""),
    ABSENT("absent", Kind.CHOICE, "hold", "hold|tempfail|skip");

    /** What kind of value a key takes. */
    private enum Kind {
        FLAG,
        NUMBER,
        LIST,
        CHOICE,
        TEXT
    }

    private final String word;
    private final Kind kind;
    private final String standard;
    private final String pattern;
    private final int least;
    private final int most;

    PolicyKey(String word, Kind kind, String standard, String pattern) {
        this(word, kind, standard, pattern, 0, 0);
    }

    PolicyKey(String word, Kind kind, String standard, String pattern, int least, int most) {
        this.word = word;
        this.kind = kind;
        this.standard = standard;
        this.pattern = pattern;
        this.least = least;
        this.most = most;
    }

    /** The key of that name, if there is one. */
    static Optional<PolicyKey> find(String word) {
        return Arrays.stream(values()).filter(key -> key.word.equals(word)).findFirst();
    }

    /** The key of that name; else the error names what was meant. */
    static PolicyKey named(String word) throws DeploymentException {
        Optional<PolicyKey> found = find(word);
        if (found.isPresent()) {
            return found.get();
        }
        if (word.equals("filter")) {
            throw new DeploymentException("filter: the id comes first and alone, as in footer rank=5");
        }
        List<String> known = Arrays.stream(values()).map(key -> key.word).toList();
        throw new DeploymentException(word + ": a policy has no such key"
                + Nearest.to(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; there are " + String.join(", ", known)));
    }

    /** Its name in the file. */
    String word() {
        return word;
    }

    /** What counts when it is not in the file; empty when there is no such word. */
    String standard() {
        return standard;
    }

    /** A plain value in the typed syntax; else the error says what is allowed. */
    String literal(String value) throws DeploymentException {
        String plain = value.strip();
        return switch (kind) {
            case FLAG -> Literal.flag(flag(plain));
            case NUMBER -> Literal.number(number(plain));
            case LIST -> list(plain);
            case CHOICE, TEXT -> Literal.text(matching(plain));
        };
    }

    private boolean flag(String value) throws DeploymentException {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(value);
        };
    }

    private int number(String value) throws DeploymentException {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DeploymentException(wrong(value).reason(), e);
        }
        throw wrong(value);
    }

    private String list(String value) throws DeploymentException {
        String list = Literal.list(value);
        if (list.equals("[]")) {
            throw wrong(value);
        }
        return list;
    }

    private String matching(String value) throws DeploymentException {
        if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches()) {
            throw wrong(value);
        }
        return value;
    }

    private DeploymentException wrong(String value) {
        return new DeploymentException(word + "=" + value + ": write " + allowed());
    }

    private String allowed() {
        return switch (kind) {
            case FLAG -> "true or false";
            case NUMBER -> "a whole number from " + least + " to " + most;
            case LIST -> "names with commas between them, as in mx,submission";
            case CHOICE -> "one of " + Arrays.stream(pattern.split("\\|")).collect(joining(", "));
            case TEXT ->
                this == FAILURE_REPLY
                        ? "code, enhanced code and text, as in 451 4.7.1 Please try later"
                        : "something, or nothing to take the key out";
        };
    }
}
