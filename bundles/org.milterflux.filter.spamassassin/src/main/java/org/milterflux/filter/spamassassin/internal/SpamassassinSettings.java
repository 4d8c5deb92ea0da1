package org.milterflux.filter.spamassassin.internal;

import java.util.OptionalDouble;
import org.milterflux.api.Settings;
import org.milterflux.engine.EngineSettings;

/**
 * What the administrator wants; {@link SpamassassinConfiguration} describes the keys.
 *
 * @param filter the filter's id
 * @param userName for {@link User#FIXED}
 * @param tagAbove the score from which on a message is spam; empty for spamd's own word
 * @param rejectAbove the score from which on it is refused; empty for never
 * @param discardAbove the score from which on it is dropped; empty for never
 * @param subjectTag put in front of the subject of spam; empty for none
 * @param maxBytes of the largest message that is scanned
 */
record SpamassassinSettings(
        String filter,
        EngineSettings engines,
        User user,
        String userName,
        OptionalDouble tagAbove,
        OptionalDouble rejectAbove,
        OptionalDouble discardAbove,
        String subjectTag,
        Report report,
        long maxBytes,
        TooLarge tooLarge) {

    /** Of spamc: what is larger is hardly ever spam, and costs seconds. */
    static final long MAX_BYTES = 512 << 10;

    private static final int MOST_ANSWERED = 1 << 20;

    /** Whose preferences spamd uses. */
    enum User {
        /** Its own. */
        NONE,
        /** Those of the configured name. */
        FIXED,
        /** Those of the address of the recipient, when there is exactly one. */
        RECIPIENT,
        /** Those of what stands before the {@code @} in the address of the recipient, when there is exactly one. */
        LOCAL_PART,
        /** Those of who authenticated. */
        AUTHENTICATED
    }

    /** Where spamd's report on spam goes. */
    enum Report {
        /** It is not asked for. */
        NONE,
        /** Into the header field {@code X-Spam-Report}. */
        HEADER,
        /** Into the body; the message goes along as an attachment. */
        BODY
    }

    /** What is done with a message that is too large to be scanned. */
    enum TooLarge {
        /** It passes, and {@code X-Spam-Status} says that it was not scanned. */
        PASS,
        /** It is refused for now. */
        TEMPFAIL,
        /** It is refused for good. */
        REJECT
    }

    /** @throws IllegalArgumentException that names file, key, value and remedy */
    static SpamassassinSettings of(Settings settings) {
        User user = settings.choice("user", User.class, User.NONE);
        String name = settings.text("userName", "");
        if (user == User.FIXED && !name.matches("[!-~]+")) {
            throw settings.invalid("userName", name, "write the user's name, in ASCII without blanks");
        }
        String tag = settings.text("subjectTag", "");
        if (!tag.matches("[ -~]{0,100}")) {
            throw settings.invalid("subjectTag", tag, "write at most 100 characters of ASCII");
        }
        return new SpamassassinSettings(
                settings.filterId(SpamassassinFilter.NAME),
                EngineSettings.of(settings, "spamd", MOST_ANSWERED),
                user,
                name,
                score(settings, "tagAbove"),
                score(settings, "rejectAbove"),
                score(settings, "discardAbove"),
                tag,
                settings.choice("report", Report.class, Report.NONE),
                settings.number("maxBytes", MAX_BYTES, 1, Long.MAX_VALUE),
                settings.choice("tooLarge", TooLarge.class, TooLarge.PASS));
    }

    private static OptionalDouble score(Settings settings, String key) {
        String text = settings.text(key, "").strip();
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!text.matches("-?\\d{1,6}(\\.\\d{1,6})?")) {
            throw settings.invalid(key, text, "write a score such as 8.5");
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }
}
