package org.milterflux.core.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.milterflux.core.internal.chain.Words;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.MessageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of messages: one line in the log each, which administrators search by queue id, and the last ones in whole.
 * Safe from any thread.
 */
public final class Journal {

    /** The verdict of a message that the MTA ended. */
    static final String ABORTED = "aborted";

    private static final Logger LOG = LoggerFactory.getLogger("org.milterflux.message");

    private final Deque<MessageRecord> kept = new ArrayDeque<>();
    private final int most;

    /** A journal that keeps so many messages in whole. */
    public Journal(int most) {
        this.most = most;
    }

    /** A journal of another size that begins with what this one keeps. */
    public Journal resized(int size) {
        Journal resized = new Journal(size);
        List<MessageRecord> latest = latest().limit(size).toList();
        latest.forEach(resized.kept::addLast);
        return resized;
    }

    void add(MessageRecord ended) {
        if (ended.verdict().equals(ABORTED)) {
            LOG.debug("{}", new Line(ended));
        } else {
            LOG.info("{}", new Line(ended));
        }
        synchronized (kept) {
            kept.addFirst(ended);
            if (kept.size() > most) {
                kept.removeLast();
            }
        }
    }

    /** The messages that are kept, latest first. */
    public Stream<MessageRecord> latest() {
        synchronized (kept) {
            return List.copyOf(kept).stream();
        }
    }

    /** A message in one line. */
    private record Line(MessageRecord message) {
        @Override
        public String toString() {
            return message.queueId() + ": " + message.verdict() + " from=<" + Words.printable(message.sender())
                    + "> nrcpt=" + message.recipientCount() + " size=" + message.size() + " client="
                    + Words.printable(message.client()) + " listener=" + message.listener() + " filters="
                    + message.filters().stream().map(Line::word).collect(Collectors.joining(",", "[", "]"))
                    + field("by", message.decider()) + " ms=" + message.millis()
                    + field("reply", message.reply().isEmpty() ? "" : '"' + message.reply() + '"');
        }

        private static String word(FilterRecord filter) {
            String word = filter.filter() + ":" + filter.word()
                    + (filter.edits().isEmpty() ? "" : "(" + filter.edits().size() + ")");
            return filter.calls().isEmpty() ? word : word + "/" + filter.micros() / 1000 + "ms";
        }

        private static String field(String name, String value) {
            return value.isEmpty() ? "" : " " + name + "=" + value;
        }
    }
}
