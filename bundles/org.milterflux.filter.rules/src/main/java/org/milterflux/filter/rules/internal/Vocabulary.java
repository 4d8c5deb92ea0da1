package org.milterflux.filter.rules.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.jsieve.CommandManager;
import org.apache.jsieve.ComparatorManager;
import org.apache.jsieve.ExecutableCommand;
import org.apache.jsieve.TestManager;
import org.apache.jsieve.commands.Discard;
import org.apache.jsieve.commands.Else;
import org.apache.jsieve.commands.Elsif;
import org.apache.jsieve.commands.If;
import org.apache.jsieve.commands.Keep;
import org.apache.jsieve.commands.Redirect;
import org.apache.jsieve.commands.Require;
import org.apache.jsieve.commands.Stop;
import org.apache.jsieve.commands.optional.Reject;
import org.apache.jsieve.comparators.AsciiCasemap;
import org.apache.jsieve.comparators.AsciiNumeric;
import org.apache.jsieve.comparators.Comparator;
import org.apache.jsieve.comparators.Octet;
import org.apache.jsieve.exception.LookupException;
import org.apache.jsieve.tests.Address;
import org.apache.jsieve.tests.AllOf;
import org.apache.jsieve.tests.AnyOf;
import org.apache.jsieve.tests.ExecutableTest;
import org.apache.jsieve.tests.Exists;
import org.apache.jsieve.tests.False;
import org.apache.jsieve.tests.Header;
import org.apache.jsieve.tests.Not;
import org.apache.jsieve.tests.Size;
import org.apache.jsieve.tests.True;
import org.apache.jsieve.tests.optional.Body;
import org.apache.jsieve.tests.optional.Envelope;

/** The words there are. jSieve's own tables load classes by name, which OSGi breaks: these make objects. */
final class Vocabulary implements CommandManager, TestManager, ComparatorManager {

    private static final Map<String, Supplier<ExecutableCommand>> COMMANDS = Map.ofEntries(
            Map.entry("require", Require::new),
            Map.entry("if", If::new),
            Map.entry("elsif", Elsif::new),
            Map.entry("else", Else::new),
            Map.entry("stop", Stop::new),
            Map.entry("keep", Keep::new),
            Map.entry("discard", Discard::new),
            Map.entry("redirect", Redirect::new),
            Map.entry("reject", Reject::new),
            Map.entry("addheader", EditCommands.AddHeader::new),
            Map.entry("deleteheader", EditCommands.DeleteHeader::new),
            Map.entry("quarantine", EditCommands.Quarantine::new));

    private static final Map<String, Supplier<ExecutableTest>> TESTS = Map.ofEntries(
            Map.entry("address", Address::new),
            Map.entry("allof", AllOf::new),
            Map.entry("anyof", AnyOf::new),
            Map.entry("body", Body::new),
            Map.entry("envelope", Envelope::new),
            Map.entry("exists", Exists::new),
            Map.entry("false", False::new),
            Map.entry("header", Header::new),
            Map.entry("not", Not::new),
            Map.entry("size", Size::new),
            Map.entry("true", True::new));

    private static final Map<String, Supplier<Comparator>> COMPARATORS =
            Map.of("i;octet", Octet::new, "i;ascii-casemap", AsciiCasemap::new, "i;ascii-numeric", AsciiNumeric::new);

    /** What a script must {@code require} before it says a word. */
    private static final Map<String, String> EXTENSIONS = Map.of(
            "reject", "reject",
            "envelope", "envelope",
            "body", "body",
            "addheader", "editheader",
            "deleteheader", "editheader",
            "quarantine", "vnd.milterflux.quarantine");

    /** Words of Sieve that have no meaning before the MTA has taken the message, and what there is instead. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "fileinto", "an MTA has no folders; use addheader, and let the delivery agent sort by it, or quarantine",
            "vacation", "only the mailbox's own Sieve can answer its mail");

    /** The extension that the word belongs to; empty for the words of RFC 5228. */
    static Optional<String> extension(String word) {
        return Optional.ofNullable(EXTENSIONS.get(lower(word)));
    }

    /** Whether a script may require it. */
    static boolean isExtension(String name) {
        return EXTENSIONS.containsValue(name)
                || (name.startsWith("comparator-") && COMPARATORS.containsKey(name.substring("comparator-".length())));
    }

    /** Why there is no such word. */
    static String unknown(String kind, String word) {
        return "there is no " + kind + " " + word + " here"
                + Optional.ofNullable(ELSEWHERE.get(lower(word)))
                        .map(instead -> ": " + instead)
                        .orElse("");
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    @Override
    public ExecutableCommand getCommand(String name) throws LookupException {
        Supplier<ExecutableCommand> command = COMMANDS.get(lower(name));
        if (command == null) {
            // jSieve looks here for extensions, too.
            if (isExtension(name)) {
                return new Stop();
            }
            throw new LookupException(unknown("command", name));
        }
        return command.get();
    }

    @Override
    public boolean isCommandSupported(String name) {
        return COMMANDS.containsKey(lower(name)) || isExtension(name);
    }

    @Override
    public ExecutableTest getTest(String name) throws LookupException {
        Supplier<ExecutableTest> test = TESTS.get(lower(name));
        if (test == null) {
            throw new LookupException(unknown("test", name));
        }
        return test.get();
    }

    /** Whether there is such a test. */
    boolean isTestSupported(String name) {
        return TESTS.containsKey(lower(name));
    }

    /** Whether there is such a command. */
    boolean isCommand(String name) {
        return COMMANDS.containsKey(lower(name));
    }

    @Override
    public Comparator getComparator(String name) throws LookupException {
        Supplier<Comparator> comparator = COMPARATORS.get(name);
        if (comparator == null) {
            throw new LookupException("there is no comparator " + name + "; there are " + COMPARATORS.keySet());
        }
        return comparator.get();
    }

    @Override
    public boolean isSupported(String comparator) {
        return COMPARATORS.containsKey(comparator);
    }

    @Override
    public boolean isImplicitlyDeclared(String comparator) {
        return Set.of("i;octet", "i;ascii-casemap").contains(comparator);
    }

    @Override
    public List<String> getExtensions() {
        return List.of();
    }
}
