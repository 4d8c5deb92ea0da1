package org.milterflux.launcher.check;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * Reads configuration files with FileInstall's own parser.
 *
 * <p>That parser is generous to a fault: as soon as one line is not in the typed syntax ({@code key="text"},
 * {@code key=I"5"}, {@code key=["a", "b"]}), it takes the <em>whole</em> file as plain text, quotes included. Here that is
 * a finding.
 */
final class ConfigFileReader {

    /** What the parser takes as a typed value. */
    private static final Pattern TYPED =
            Pattern.compile("[TILFDXSCBilfdxscb]?(\\[.*\\]|\\(.*\\)|\\{.*\\}|\".*\")", Pattern.DOTALL);

    /** What only somebody who meant a typed value would begin with. */
    private static final Pattern MEANT_TYPED = Pattern.compile("[A-Za-z]?[\\[(\"].*", Pattern.DOTALL);

    private final UnaryOperator<String> variables;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Reads with variables.
     *
     * @param variables the value of <code>${name}</code>, empty text when unknown
     */
    ConfigFileReader(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** What was wrong with the files read so far. */
    List<Finding> findings() {
        return findings;
    }

    /** The file, or nothing, with a finding, when it cannot be parsed. */
    Optional<ConfigFile> read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            TypedProperties parsed = parse(String.join("\n", lines) + "\n");
            ConfigFile read = ConfigFile.of(file, lines, values(parsed));
            List<Finding> untyped = untyped(read, parsed);
            findings.addAll(untyped);
            return untyped.isEmpty() ? Optional.of(read) : Optional.empty();
        } catch (CharacterCodingException notUtf8) {
            findings.add(new Finding(file, 0, "is not UTF-8", "save it in that encoding"));
        } catch (NumberFormatException notANumber) {
            findings.add(new Finding(
                    file,
                    0,
                    "has a number that is none: " + notANumber.getMessage(),
                    "write digits, as in key=I\"600\""));
        } catch (IllegalArgumentException malformed) {
            findings.add(new Finding(file, 0, "cannot be parsed: " + malformed.getMessage(), "correct the syntax"));
        }
        return Optional.empty();
    }

    private TypedProperties parse(String text) throws IOException {
        TypedProperties properties = new TypedProperties((name, key, value) -> variables.apply(value));
        properties.load(new StringReader(text));
        return properties;
    }

    private static Map<String, Object> values(TypedProperties parsed) {
        return new LinkedHashMap<>(parsed);
    }

    private static List<Finding> untyped(ConfigFile file, TypedProperties parsed) {
        boolean meantTyped = parsed.keySet().stream()
                .anyMatch(key -> MEANT_TYPED.matcher(raw(parsed, key)).matches());
        return parsed.keySet().stream()
                .filter(key -> meantTyped && !TYPED.matcher(raw(parsed, key)).matches())
                .map(key -> untyped(file, key, raw(parsed, key)))
                .toList();
    }

    private static Finding untyped(ConfigFile file, String key, String raw) {
        return file.finding(
                key,
                key + "=" + raw
                        + " is not in the typed syntax, so the whole file is read as plain text, quotes included",
                "write " + key + "=\"…\", or I\"5\" for a number, B\"true\", [\"a\", \"b\"]");
    }

    private static String raw(TypedProperties parsed, String key) {
        List<String> lines = parsed.getRaw(key);
        String first = lines.get(0);
        String value = first.substring(first.indexOf('=') + 1);
        return (value + String.join("", lines.subList(1, lines.size()))).strip();
    }
}
