package org.milterflux.deployer.internal.policy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.utils.properties.TypedProperties;
import org.milterflux.deployer.DeploymentException;

/**
 * The text of a configuration file, to be edited key by key: comments, order and everything else stay.
 *
 * @param parts the text, cut between entries
 */
record PolicyText(List<Part> parts) {

    /** What the parser takes as a typed value. One that it does not makes it take the whole file as plain text. */
    private static final Pattern TYPED =
            Pattern.compile("[TILFDXSCBilfdxscb]?(\\[.*\\]|\\(.*\\)|\\{.*\\}|\".*\")", Pattern.DOTALL);

    private static final Pattern ENTRY =
            Pattern.compile("\\s*([^\\s=:#!][^\\s=:]*)\\s*[=:]?\\s*(.*?)\\s*", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("[^\\n]*\\n|[^\\n]+");
    private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\\\r?\\n");

    PolicyText {
        parts = List.copyOf(parts);
    }

    /**
     * One entry with the line breaks it has, or a comment or empty line.
     *
     * @param key of the entry; empty for the others
     * @param text as it is in the file, the last line's end included
     */
    record Part(String key, String text) {}

    static PolicyText of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            String line = lines.group();
            entry.append(line);
            boolean goesOn = (entry.length() > line.length() || !isComment(line)) && isContinued(line);
            if (!goesOn) {
                parts.add(part(entry.toString()));
                entry.setLength(0);
            }
        }
        if (entry.length() > 0) {
            parts.add(part(entry.toString()));
        }
        return new PolicyText(parts);
    }

    /** As it goes into the file. */
    String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** The key with that literal, where it was, else at the end. */
    PolicyText with(String key, String literal) {
        int last = lastOf(key);
        List<Part> edited = new ArrayList<>();
        for (int at = 0; at < parts.size(); at++) {
            if (at == last) {
                edited.add(entry(key, literal));
            } else if (!parts.get(at).key().equals(key)) {
                edited.add(parts.get(at));
            }
        }
        if (last < 0) {
            endLine(edited);
            edited.add(entry(key, literal));
        }
        return new PolicyText(edited);
    }

    PolicyText without(String key) {
        return new PolicyText(
                parts.stream().filter(part -> !part.key().equals(key)).toList());
    }

    /** With every value in the typed syntax: those that were not are taken as what was meant. */
    PolicyText typed() {
        if (parts.stream().allMatch(part -> part.key().isEmpty() || isTyped(part))) {
            return this;
        }
        List<Part> typed = new ArrayList<>();
        for (Part part : parts) {
            boolean fits = part.key().isEmpty() || isTyped(part);
            typed.add(fits ? part : entry(part.key(), literal(part.key(), plain(part))));
        }
        return new PolicyText(typed);
    }

    /**
     * What the file says; lists for arrays.
     *
     * @throws DeploymentException when the parser does not understand it
     */
    Map<String, Object> values() throws DeploymentException {
        // Variables are FileInstall's business; here they must only differ from each other.
        TypedProperties parsed = new TypedProperties((name, key, value) -> "<" + value + ">");
        Map<String, Object> values = new TreeMap<>();
        try {
            parsed.load(new StringReader(text()));
            parsed.forEach((key, value) ->
                    values.put(key, value instanceof Object[] several ? Arrays.asList(several) : value));
        } catch (IOException | IllegalArgumentException e) {
            throw new DeploymentException("it cannot be parsed: " + e.getMessage() + "; mend it first", e);
        }
        return values;
    }

    private int lastOf(String key) {
        int last = parts.size() - 1;
        while (last >= 0 && !parts.get(last).key().equals(key)) {
            last--;
        }
        return last;
    }

    private Part entry(String key, String literal) {
        return new Part(key, key + '=' + literal + lineEnd());
    }

    private String lineEnd() {
        return parts.stream().anyMatch(part -> part.text().endsWith("\r\n")) ? "\r\n" : "\n";
    }

    private void endLine(List<Part> edited) {
        if (!edited.isEmpty() && !edited.get(edited.size() - 1).text().endsWith("\n")) {
            Part last = edited.remove(edited.size() - 1);
            edited.add(new Part(last.key(), last.text() + lineEnd()));
        }
    }

    private static String literal(String key, String plain) {
        Optional<PolicyKey> known = PolicyKey.find(key);
        if (known.isPresent()) {
            try {
                return known.get().literal(plain);
            } catch (DeploymentException e) {
                return Literal.text(plain); // which the core refuses, as before
            }
        }
        return Literal.text(plain);
    }

    private static boolean isTyped(Part part) {
        return TYPED.matcher(raw(part)).matches();
    }

    private static String raw(Part part) {
        Matcher entry = ENTRY.matcher(CONTINUED.matcher(part.text()).replaceAll(""));
        return entry.matches() ? entry.group(2) : "";
    }

    private static String plain(Part part) {
        TypedProperties alone = new TypedProperties((name, key, value) -> "<" + value + ">");
        try {
            alone.load(new StringReader(part.text()));
            return Objects.toString(alone.get(part.key()), "");
        } catch (IOException | IllegalArgumentException e) {
            return raw(part);
        }
    }

    private static Part part(String text) {
        Matcher entry = ENTRY.matcher(text);
        return new Part(!isComment(text) && entry.matches() ? entry.group(1) : "", text);
    }

    private static boolean isComment(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
    }

    private static boolean isContinued(String line) {
        return CONTINUED.matcher(line).find();
    }
}
