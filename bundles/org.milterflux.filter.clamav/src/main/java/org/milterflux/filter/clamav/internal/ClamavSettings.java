package org.milterflux.filter.clamav.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.milterflux.api.Settings;
import org.milterflux.api.result.ResultHeader;
import org.milterflux.engine.EngineSettings;

/**
 * What the administrator said, read and checked as a whole.
 *
 * @param id of the filter
 * @param engines where clamd listens, and the limits
 * @param maxBytes the largest message that is shown to clamd, header included
 * @param tooLarge what to do with a larger one
 * @param unscanned what to do with one that no clamd gave an answer to
 * @param infected what to do with one in which something was found
 * @param reply to an infected one that is refused, with {@link #SIGNATURE} for the name of what was found
 * @param header in which the result is written; empty for none
 */
record ClamavSettings(
        String id,
        EngineSettings engines,
        long maxBytes,
        Unscanned tooLarge,
        Unscanned unscanned,
        Infected infected,
        String reply,
        Optional<ResultHeader> header) {

    /** Debian's StreamMaxLength. */
    static final int MAX_BYTES = 25 << 20;

    static final String SIGNATURE = "{signature}";
    static final String REPLY = "This message is infected: " + SIGNATURE;
    static final String HEADER = "X-Virus-Scanned";

    /** clamd's own limits end at 4 GiB. */
    private static final long MOST_BYTES = (4L << 30) - 1;

    private static final int MOST_REPLY_BYTES = 500;

    /** Throws {@link IllegalArgumentException} that names the file, the key, the value and the remedy. */
    static ClamavSettings of(Settings settings) {
        ClamavSettings read = new ClamavSettings(
                settings.filterId("clamav"),
                EngineSettings.of(settings, Clamd.KIND, Clamd.MOST_RECEIVED),
                settings.number("maxBytes", MAX_BYTES, 1, MOST_BYTES),
                settings.choice("tooLarge", Unscanned.class, Unscanned.REJECT),
                settings.choice("unscanned", Unscanned.class, Unscanned.FAIL),
                settings.choice("infected", Infected.class, Infected.REJECT),
                reply(settings),
                header(settings));
        read.requireTagsToShow(settings);
        return read;
    }

    private static String reply(Settings settings) {
        String reply = settings.text("reply", REPLY);
        if (reply.isBlank()
                || reply.chars().anyMatch(c -> c < ' ')
                || reply.getBytes(StandardCharsets.UTF_8).length > MOST_REPLY_BYTES) {
            throw settings.invalid("reply", reply, "write one line of at most " + MOST_REPLY_BYTES + " bytes");
        }
        return reply;
    }

    private static Optional<ResultHeader> header(Settings settings) {
        String name = settings.text("header", HEADER);
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(new ResultHeader(name));
        } catch (IllegalArgumentException e) {
            throw settings.invalid("header", name, "write the name of a header field, such as " + HEADER);
        }
    }

    private void requireTagsToShow(Settings settings) {
        if (header.isEmpty() && (infected == Infected.TAG || tooLarge == Unscanned.TAG || unscanned == Unscanned.TAG)) {
            throw settings.invalid("header", "", "a message that is to be tagged needs the name of a header field");
        }
    }
}
