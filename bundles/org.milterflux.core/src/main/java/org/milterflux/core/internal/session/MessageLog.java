package org.milterflux.core.internal.session;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.milterflux.core.internal.chain.Words;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.MessageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * One line in the log for each message, which administrators search by queue id. Safe from any thread.
 *
 * <p>A line is written at once, unless another one was within the last tenth of a second: then those of this tenth are written
 * together, some at a time. A line by itself takes mostly to bring the code for it back into the processor's caches, and many at
 * once hold up whatever has to wait for the processor.
 */
public final class MessageLog {

    /** The verdict of a message that the MTA ended. */
    static final String ABORTED = "aborted";

    private static final Logger LOG = LoggerFactory.getLogger("org.milterflux.message");

    private static final Duration APART = Duration.ofMillis(100);

    /** Lines that are written together before their time. */
    static final int SOME = 16;

    /** Lines that wait at most: a disk that hangs holds up who comes then, and must not fill the memory. */
    static final int MOST = 2_000;

    private final Scheduler later;
    private final Queue<MessageRecord> waiting = new LinkedBlockingQueue<>(MOST);
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private volatile long next;

    /** @param later where lines are written that are not written at once */
    public MessageLog(Scheduler later) {
        this.later = later;
    }

    /** Writes of a message, now or soon. */
    void tell(MessageRecord ended) {
        while (!waiting.offer(ended)) {
            write();
        }
        if (awaited.compareAndSet(false, true)) {
            writeWhenDue();
        } else if (waiting.size() >= SOME && hurried.compareAndSet(false, true)) {
            soon(0, this::writeSome);
        }
    }

    private void writeWhenDue() {
        long wait = Math.min(next - now(), APART.toMillis()); // a clock that is set back must not hold lines up
        if (wait <= 0) {
            write();
        } else {
            soon(wait, this::write);
        }
    }

    private void soon(long wait, Runnable write) {
        try {
            later.schedule(write, wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) { // the core has stopped, and a connection of it is still there
            write.run();
        }
    }

    /** Writes what waits. When the scheduler has ended, this is to be called once more; from then on all is written at once. */
    public synchronized void write() {
        next = now() + APART.toMillis();
        awaited.set(false);
        writeAll();
    }

    private synchronized void writeSome() {
        hurried.set(false);
        writeAll();
    }

    private void writeAll() {
        for (MessageRecord ended = waiting.poll(); ended != null; ended = waiting.poll()) {
            if (ended.verdict().equals(ABORTED)) {
                LOG.debug("{}", new Line(ended));
            } else {
                LOG.info("{}", new Line(ended));
            }
        }
    }

    private long now() {
        return later.now(TimeUnit.MILLISECONDS);
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
