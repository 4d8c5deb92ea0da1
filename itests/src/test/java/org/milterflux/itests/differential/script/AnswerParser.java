package org.milterflux.itests.differential.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an answer: actions between semicolons.
 *
 * <pre>
 * i POSITION NAME VALUE   m NUMBER NAME VALUE   h NAME VALUE   echo NAME
 * body TEXT   echo-body   + ADDRESS   2 ADDRESS ARGUMENTS   - ADDRESS   e ADDRESS ARGUMENTS   q REASON
 * sleep MILLISECONDS   c   a   r   t   d   s   reply 550 5.7.1 Text|more text   die
 * </pre>
 *
 * A value or text is a plain word or {@code "quoted"}, then with {@code \r \n \t \"} and perhaps {@code *REPETITIONS}.
 */
final class AnswerParser {

    private final List<Change> changes = new ArrayList<>();
    private Duration pause = Duration.ZERO;
    private Word word = Word.CONTINUE;

    private AnswerParser() {}

    static Answer parse(String actions) {
        AnswerParser parser = new AnswerParser();
        for (String action : Quotes.split(actions, ';')) {
            parser.add(action.strip());
        }
        return new Answer(parser.pause, parser.changes, parser.word);
    }

    private void add(String action) {
        List<String> words = Quotes.split(action, ' ');
        String verb = words.get(0);
        String rest = action.substring(verb.length()).strip();
        Optional<Word.Kind> kind = Word.Kind.of(verb);
        if (verb.equals("reply")) {
            word = Word.reply(rest);
        } else if (verb.equals("sleep")) {
            pause = Duration.ofMillis(Long.parseLong(rest));
        } else if (kind.isPresent()) {
            word = Word.plain(kind.get());
        } else {
            changes.add(change(verb, rest));
        }
    }

    private static Change change(String verb, String rest) {
        List<String> words = Quotes.split(rest, ' ');
        return switch (verb) {
            case "i" -> new Change.Insert(Integer.parseInt(words.get(0)), words.get(1), value(words, 2));
            case "m" -> new Change.Replace(Integer.parseInt(words.get(0)), words.get(1), value(words, 2));
            case "h" -> new Change.Add(words.get(0), value(words, 1));
            case "echo" -> new Change.EchoHeader(rest);
            case "body" -> new Change.Body(Quotes.unquoted(rest));
            case "echo-body" -> new Change.EchoBody();
            case "+" -> new Change.AddRecipient(rest, "");
            case "2" -> new Change.AddRecipient(words.get(0), value(words, 1));
            case "-" -> new Change.DeleteRecipient(rest);
            case "e" -> new Change.Sender(words.get(0), value(words, 1));
            case "q" -> new Change.Quarantine(Quotes.unquoted(rest));
            default -> throw new IllegalArgumentException("unknown action: " + verb + " " + rest);
        };
    }

    private static String value(List<String> words, int from) {
        return Quotes.unquoted(String.join(" ", words.subList(from, words.size())));
    }
}
