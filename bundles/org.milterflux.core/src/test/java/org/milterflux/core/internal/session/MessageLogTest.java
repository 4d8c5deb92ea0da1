package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.FilterRecord.Call;
import org.milterflux.core.management.MessageRecord;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class MessageLogTest {

    private static final Duration APART = Duration.ofMillis(100);

    /** Sessions of other tests write to the same log, some of them late. */
    private static final String LISTENER = "message-log-test";

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.milterflux.message");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final MessageLog log = new MessageLog(clock);

    @BeforeEach
    void listen() {
        heard.start();
        logger.addAppender(heard);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(heard);
    }

    private List<ILoggingEvent> events() {
        List<ILoggingEvent> all;
        synchronized (heard) { // as it is while it appends
            all = List.copyOf(heard.list);
        }
        return all.stream()
                .filter(event -> event.getFormattedMessage().contains("listener=" + LISTENER))
                .toList();
    }

    private List<String> lines() {
        return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private List<String> ids() {
        return lines().stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    @Test
    void aMessageAfterAWhileIsToldAtOnce() {
        log.tell(passed("a"));
        clock.advanceTimeBy(APART);
        log.tell(passed("b"));
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void thoseThatFollowSoonAreToldTogetherInTheirOrder() {
        log.tell(passed("a"));
        clock.advanceTimeBy(Duration.ofMillis(40));
        log.tell(passed("b"));
        log.tell(passed("c"));
        clock.advanceTimeBy(Duration.ofMillis(59));
        assertThat(ids()).containsExactly("a");
        clock.advanceTimeBy(Duration.ofMillis(1));
        assertThat(ids()).containsExactly("a", "b", "c");
        log.tell(passed("d"));
        assertThat(ids()).hasSize(3);
        clock.advanceTimeBy(APART);
        assertThat(ids()).endsWith("c", "d");
    }

    @Test
    void manyAreToldSomeAtATimeAndTheRestInTime() {
        log.tell(passed("first"));
        List<String> sent = IntStream.rangeClosed(1, 2 * MessageLog.SOME + 3)
                .mapToObj(i -> "m" + i)
                .toList();
        for (String id : sent) {
            log.tell(passed(id));
            clock.advanceTimeBy(Duration.ofMillis(1));
            assertThat(ids().size() % MessageLog.SOME).isEqualTo(1);
        }
        assertThat(ids()).hasSize(1 + 2 * MessageLog.SOME).endsWith("m" + 2 * MessageLog.SOME);
        assertThat(clock.getScheduledTaskCount()).isEqualTo(3);
        clock.advanceTimeBy(APART);
        assertThat(ids()).hasSize(1 + sent.size()).endsWith("m" + sent.size());
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        Wound hour = new Wound();
        MessageLog early = new MessageLog(hour);
        hour.time = Duration.ofHours(1);
        early.tell(passed("a"));
        hour.time = Duration.ZERO;
        early.tell(passed("b"));
        assertThat(hour.delays).containsExactly(APART);
    }

    /** A connection may outlive the core that it began with. */
    @Test
    void whatWaitsAndWhatEndsLaterIsToldWhenTheCoreStops() {
        Scheduler core = Schedulers.newSingle("core");
        MessageLog old = new MessageLog(core);
        old.tell(passed("a"));
        old.tell(passed("b"));
        core.dispose();
        old.write();
        assertThat(ids()).containsExactly("a", "b");
        old.tell(passed("c"));
        old.tell(passed("d"));
        assertThat(ids()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void noMoreWaitThanThereIsRoomFor() {
        List<String> sent = IntStream.rangeClosed(0, MessageLog.MOST + 1)
                .mapToObj(i -> "m" + i)
                .toList();
        sent.forEach(id -> log.tell(passed(id)));
        assertThat(ids()).containsExactlyElementsOf(sent.subList(0, MessageLog.MOST + 1));
        clock.advanceTimeBy(APART);
        assertThat(ids()).containsExactlyElementsOf(sent);
    }

    @Test
    void eachIsToldOnceWhoeverTells() {
        MessageLog busy = new MessageLog(Schedulers.boundedElastic());
        List<String> sent = IntStream.range(0, 20_000).mapToObj(i -> "m" + i).toList();
        Flux.fromIterable(sent)
                .flatMap(id -> Mono.fromRunnable(() -> busy.tell(passed(id))).subscribeOn(Schedulers.parallel()))
                .then(Mono.fromRunnable(busy::write))
                .block(Duration.ofMinutes(1));
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void oneLineTellsWhatBecameOfIt() {
        FilterRecord filter = new FilterRecord(
                "spam", "1.0.0", 5, "reject", "no", List.of("edit"), List.of(new Call("message", "reject", 4700)));
        log.tell(new MessageRecord(
                "4Q",
                "c1",
                LISTENER,
                Instant.EPOCH,
                "cl\nient",
                "a@b.c",
                List.of("d@e.f"),
                1,
                99,
                1,
                "reject",
                "550 5.7.1 no",
                "spam",
                7,
                List.of(filter)));
        assertThat(lines())
                .containsExactly("4Q: reject from=<a@b.c> nrcpt=1 size=99 client=cl?ient listener=message-log-test"
                        + " filters=[spam:reject(1)/4ms] by=spam ms=7 reply=\"550 5.7.1 no\"");
    }

    @Test
    void whatTheMtaEndedIsOfInterestToFew() {
        logger.setLevel(Level.DEBUG);
        try {
            log.tell(message("a", MessageLog.ABORTED));
        } finally {
            logger.setLevel(null);
        }
        assertThat(events()).extracting(ILoggingEvent::getLevel).containsExactly(Level.DEBUG);
    }

    private static MessageRecord passed(String id) {
        return message(id, "pass");
    }

    private static MessageRecord message(String id, String verdict) {
        return new MessageRecord(
                id, "c", LISTENER, Instant.EPOCH, "h", "", List.of(), 0, 0, 1, verdict, "", "", 0, List.of());
    }

    /** Tells the time it is set to, and does nothing that is scheduled. */
    private static final class Wound implements Scheduler {

        private final List<Duration> delays = new ArrayList<>();
        private Duration time = Duration.ZERO;

        @Override
        public Disposable schedule(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            delays.add(Duration.of(delay, unit.toChronoUnit()));
            return Disposables.disposed();
        }

        @Override
        public Worker createWorker() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(time);
        }
    }
}
