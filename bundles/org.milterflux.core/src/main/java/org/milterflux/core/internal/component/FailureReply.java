package org.milterflux.core.internal.component;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.milterflux.api.Settings;
import org.milterflux.api.SmtpReply;
import org.milterflux.core.internal.filter.FailureAction;

/** The administrator's own words for a refusal, such as {@code 451 4.7.1 Our virus scanner is resting}. */
final class FailureReply {

    private static final String KEY = "failureReply";
    private static final Pattern WORDS = Pattern.compile("(\\d{3})\\s+(\\d\\.\\d+\\.\\d+)\\s+(\\S.*)");

    private FailureReply() {}

    /** @throws IllegalArgumentException for the administrator, when it does not read so or does not suit the action */
    static SmtpReply of(Settings settings, String text, Optional<FailureAction> failure) {
        Matcher words = WORDS.matcher(text.strip());
        if (!words.matches()) {
            throw settings.invalid(KEY, text, "write code, enhanced code and text, as in 451 4.7.1 Please try later");
        }
        SmtpReply reply = reply(settings, text, words);
        if (!suits(reply, failure)) {
            throw settings.invalid(
                    KEY,
                    text,
                    "write a 4xx reply for failure=\"tempfail\", 5xx for \"reject\", 421 for \"shutdown\";"
                            + " say which, the other actions refuse nothing");
        }
        return reply;
    }

    private static SmtpReply reply(Settings settings, String text, Matcher words) {
        try {
            return SmtpReply.of(Integer.parseInt(words.group(1)), words.group(2), words.group(3));
        } catch (IllegalArgumentException e) {
            throw settings.invalid(KEY, text, String.valueOf(e.getMessage()));
        }
    }

    private static boolean suits(SmtpReply reply, Optional<FailureAction> failure) {
        return failure.isPresent()
                && switch (failure.get()) {
                    case SKIP, QUARANTINE -> false;
                    case TEMPFAIL -> reply.isTemporary();
                    case REJECT -> !reply.isTemporary();
                    case SHUTDOWN -> reply.code() == 421;
                };
    }
}
