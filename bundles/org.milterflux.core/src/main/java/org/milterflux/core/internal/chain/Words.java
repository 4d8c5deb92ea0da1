package org.milterflux.core.internal.chain;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.milterflux.api.Edit;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;

/** Verdicts and edits as logs and consoles show them: one line, whatever a client or a filter put into them. */
public final class Words {

    private static final int LONGEST = 200;

    private static final Map<Enum<?>, String> LOWER = new ConcurrentHashMap<>();

    private Words() {}

    /** The name of an enum of ours in small letters. */
    static String lower(Enum<?> word) {
        return LOWER.computeIfAbsent(word, known -> known.name().toLowerCase(Locale.ROOT));
    }

    /** A verdict in a word. */
    public static String of(Verdict verdict) {
        return lower(verdict.kind());
    }

    /** The words a verdict brings for the client; empty for the MTA's own. */
    public static String reply(Verdict verdict) {
        return verdict.reply().map(Words::of).orElse("");
    }

    private static String of(SmtpReply reply) {
        return printable(reply.code() + " " + reply.enhancedCode() + " " + String.join(" / ", reply.lines()));
    }

    static String of(Edit edit) {
        return printable(edit.toString());
    }

    /** What a client sent must not forge a line of the log. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text);
        if (text.length() > LONGEST) {
            shown.setLength(LONGEST);
            shown.append('…');
        }
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                shown.setCharAt(i, '?');
            }
        }
        return shown.toString();
    }
}
