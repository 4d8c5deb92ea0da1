package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Progress;
import org.milterflux.protocol.Reply;
import org.milterflux.testing.TestMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Replies come from the milter's thread, events from the MTA's, and the end from anywhere. */
class InterleavingTest {

    private static final int ROUNDS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService milterThread = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        milterThread.shutdownNow();
        Hooks.resetOnErrorDropped();
    }

    @Test
    void losesNoReplyThatComesWhileItBeginsToWait() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Sinks.Many<Reply> replies = Sinks.many().unicast().onBackpressureBuffer();
            ReplyReader reader = new ReplyReader();
            replies.asFlux().subscribe(reader);
            CountDownLatch together = new CountDownLatch(1);
            Future<?> milter = milterThread.submit(() -> {
                together.await();
                replies.tryEmitNext(new Continue());
                return replies.tryEmitComplete();
            });
            together.countDown();
            assertThat(reader.next().block(PATIENCE)).isEqualTo(new Continue());
            assertThat(reader.next()
                            .onErrorResume(IOException.class, end -> Mono.empty())
                            .block(PATIENCE))
                    .isNull();
            milter.get();
        }
    }

    @Test
    void answersEveryEventWhicheverThreadTheRepliesComeFrom() {
        FakeMilter milter = new FakeMilter()
                .on(milterThread)
                .answers(CommandCode.END_OF_MESSAGE, new Progress(), new AddHeader("A", "1"), new Continue());
        TestMessage mail = TestMessage.plain("").withConnection(Session.POSTFIX);
        List<Event> message = List.of(
                new Event.SenderGiven(mail),
                new Event.RecipientGiven(mail, new Recipient("b@example.net", List.of())),
                new Event.DataStarted(mail),
                new Event.HeaderRead(HeaderField.of("A", " 1")),
                new Event.HeadersEnded(),
                new Event.MessageEnded(mail));
        List<Decision> decisions = Flux.from(member(milter)
                        .onSession(Flux.range(0, ROUNDS)
                                .concatMapIterable(round -> message)
                                .publishOn(Schedulers.parallel())))
                .collectList()
                .block(PATIENCE);
        assertThat(decisions).hasSize(ROUNDS * 5);
        assertThat(decisions)
                .filteredOn(decision -> !decision.equals(Verdict.pass()))
                .hasSize(ROUNDS);
        await().until(() -> milter.line().events().endsWith("Q")); // it follows the last decision
        assertThat(milter.line().events()).hasSize(ROUNDS * 6 + 1);
    }

    @Test
    void closesTheConnectionWheneverTheEndComesAndDropsNoError() throws Exception {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        FakeMilter milter = new FakeMilter().on(milterThread);
        for (int i = 0; i < ROUNDS; i++) {
            Sinks.Many<Event> events = Sinks.many().unicast().onBackpressureBuffer();
            var running = Flux.from(member(milter).onSession(events.asFlux())).subscribe();
            events.tryEmitNext(new Event.Connected(Session.POSTFIX));
            for (int pause = i % 50; pause > 0; pause--) {
                Thread.onSpinWait();
            }
            running.dispose();
        }
        milterThread.submit(() -> {}).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(milter.lines).hasSize(ROUNDS).allMatch(line -> line.closed);
        assertThat(dropped).isEmpty();
    }

    private static Member member(FakeMilter milter) {
        AwaitedConnector connector = new AwaitedConnector(Schedulers.parallel());
        connector.come(milter);
        return new Member(() -> Session.SETTINGS, connector, Schedulers.parallel(), wants -> {});
    }
}
