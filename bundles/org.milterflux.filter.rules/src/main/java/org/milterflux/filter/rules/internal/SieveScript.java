package org.milterflux.filter.rules.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jsieve.BaseSieveContext;
import org.apache.jsieve.CommandManager;
import org.apache.jsieve.SieveContext;
import org.apache.jsieve.SieveParserVisitorImpl;
import org.apache.jsieve.TestManager;
import org.apache.jsieve.exception.SieveException;
import org.apache.jsieve.exception.StopException;
import org.apache.jsieve.mail.ActionKeep;
import org.apache.jsieve.parser.SieveNode;
import org.apache.jsieve.parser.generated.ASTcommand;
import org.apache.jsieve.parser.generated.ASTstring;
import org.apache.jsieve.parser.generated.ASTtest;
import org.apache.jsieve.parser.generated.Node;
import org.apache.jsieve.parser.generated.ParseException;
import org.apache.jsieve.parser.generated.SieveParser;
import org.apache.jsieve.parser.generated.Token;
import org.apache.jsieve.parser.generated.TokenMgrError;
import org.milterflux.api.Decision;
import org.milterflux.api.Message;
import org.milterflux.files.Source;
import org.milterflux.files.SourceException;

/** A script that has been read and found right; for many threads. */
final class SieveScript {

    private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Vocabulary VOCABULARY = new Vocabulary();

    private final String file;
    private final Node tree;
    private final Set<String> words = new HashSet<>();
    private final Set<String> required = new HashSet<>();

    /** @throws SourceException with the place of the first mistake */
    SieveScript(Source source) throws SourceException {
        file = source.name();
        tree = parse(source.text());
        look(tree);
        rehearse();
    }

    private Node parse(String text) throws SourceException {
        try {
            byte[] lines = text.replaceAll("\r?\n", "\r\n").getBytes(UTF_8); // which multi-line strings must have
            return new SieveParser(new ByteArrayInputStream(lines), "UTF-8").start();
        } catch (ParseException e) {
            Optional<Token> found = Optional.ofNullable(e.currentToken).map(token -> token.next);
            throw mistake(
                    found.map(token -> token.beginLine).orElse(0),
                    found.map(token -> token.beginColumn).orElse(0),
                    found.map(token -> token.image.isEmpty()
                                    ? "the script ends too early"
                                    : "'" + token.image + "' is not expected here")
                            .orElseGet(() -> String.valueOf(e.getMessage())));
        } catch (TokenMgrError e) {
            Matcher place = PLACE.matcher(e.getMessage());
            boolean placed = place.find();
            throw mistake(
                    placed ? Integer.parseInt(place.group(1)) : 0,
                    placed ? Integer.parseInt(place.group(2)) : 0,
                    "this is no Sieve: " + e.getMessage());
        }
    }

    private SourceException mistake(int line, int column, String reason) {
        return SourceException.at(file, line, column, reason);
    }

    private SourceException mistake(SieveNode node, String reason) {
        Token first = node.getFirstToken();
        return mistake(first.beginLine, first.beginColumn, reason);
    }

    /** Every word must be known, and what is not of RFC 5228 itself required (§3.2). */
    private void look(Node node) throws SourceException {
        if (node instanceof ASTcommand command) {
            if (command.getName().equalsIgnoreCase("require")) {
                require(node);
            }
            word(command, "command", VOCABULARY.isCommand(command.getName()));
        } else if (node instanceof ASTtest test) {
            word(test, "test", VOCABULARY.isTestSupported(test.getName()));
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            look(node.jjtGetChild(i));
        }
    }

    private void word(SieveNode node, String kind, boolean known) throws SourceException {
        String word = node.getName();
        if (!known) {
            throw mistake(node, Vocabulary.unknown(kind, word));
        }
        Optional<String> extension = Vocabulary.extension(word);
        if (extension.isPresent() && !required.contains(extension.get())) {
            throw mistake(node, word + " needs: require \"" + extension.get() + "\";");
        }
        words.add(word.toLowerCase(Locale.ROOT));
    }

    private void require(Node node) throws SourceException {
        if (node instanceof ASTstring string) {
            String name = String.valueOf(string.getValue()).replaceAll("^\"|\"$", "");
            if (!Vocabulary.isExtension(name)) {
                throw mistake(string, Vocabulary.unknown("extension", name));
            }
            required.add(name);
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            require(node.jjtGetChild(i));
        }
    }

    private void rehearse() throws SourceException {
        Rehearsal rehearsal = new Rehearsal(VOCABULARY);
        try {
            run(new SieveMessage(new SampleMessage()), rehearsal, rehearsal);
        } catch (Rehearsal.Mistake e) {
            throw mistake(e.line(), e.column(), String.valueOf(e.getMessage()));
        } catch (SieveException e) {
            throw mistake(0, 0, String.valueOf(e.getMessage()));
        }
    }

    /** As jSieve's own factory does, which logs what it throws. */
    private void run(SieveMessage mail, CommandManager commands, TestManager tests) throws SieveException {
        SieveContext context = new BaseSieveContext(commands, VOCABULARY, tests);
        try {
            tree.jjtAccept(new SieveParserVisitorImpl(context), mail);
        } catch (StopException e) {
            // It is over.
        }
        if (context.getCommandStateManager().isImplicitKeep()) {
            mail.addAction(new ActionKeep());
        }
    }

    /** The words it uses, in small letters. */
    Set<String> words() {
        return Set.copyOf(words);
    }

    /** What it makes of the message. */
    Decision decide(Message message) throws SieveException {
        SieveMessage mail = new SieveMessage(message);
        run(mail, VOCABULARY, VOCABULARY);
        return mail.decision();
    }
}
