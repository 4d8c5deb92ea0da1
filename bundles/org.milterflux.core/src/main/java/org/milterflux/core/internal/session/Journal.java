package org.milterflux.core.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.milterflux.core.management.MessageRecord;

/** What became of messages: told to the log, and of the last ones kept in whole. Safe from any thread. */
public final class Journal {

    private final Deque<MessageRecord> kept = new ArrayDeque<>();
    private final int most;
    private final MessageLog log;

    /** A journal that keeps so many messages in whole. */
    public Journal(int most, MessageLog log) {
        this.most = most;
        this.log = log;
    }

    /** A journal of another size that begins with what this one keeps. */
    public Journal resized(int size) {
        Journal resized = new Journal(size, log);
        List<MessageRecord> latest = latest().limit(size).toList();
        latest.forEach(resized.kept::addLast);
        return resized;
    }

    void add(MessageRecord ended) {
        log.tell(ended);
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
}
