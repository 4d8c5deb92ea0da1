package org.milterflux.core.internal.session;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.milterflux.api.Envelope;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.FilterNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one line that is logged of every message: what administrators search by queue id. */
final class MessageLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.milterflux.message");

    private MessageLog() {}

    static void ended(Envelope envelope, Verdict verdict, List<FilterNote> notes, long size, long millis) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{}: {} from=<{}> nrcpt={} size={} client={} listener={} filters={} ms={}{}",
                    envelope.queueId().orElse(envelope.connection().id()),
                    verdict.kind().name().toLowerCase(Locale.ROOT),
                    printable(envelope.sender().address()),
                    envelope.recipients().size(),
                    size,
                    printable(envelope.connection().host()),
                    envelope.connection().listener(),
                    notes.stream().map(FilterNote::toString).collect(Collectors.joining(",", "[", "]")),
                    millis,
                    verdict.reply()
                            .map(reply -> " reply=\"" + reply.code() + " " + reply.enhancedCode() + " "
                                    + printable(reply.lines().get(0)) + "\"")
                            .orElse(""));
        }
    }

    static void aborted(Envelope envelope) {
        LOG.debug(
                "{}: message from=<{}> ended early",
                envelope.connection().id(),
                printable(envelope.sender().address()));
    }

    /** What a client sent must not forge a line of the log. */
    private static String printable(String text) {
        return text.chars()
                .map(c -> c < ' ' || c == 0x7f || Character.isSurrogate((char) c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
