package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.core.internal.session.TestSession.CONNECT;
import static org.milterflux.core.internal.session.TestSession.DATA;
import static org.milterflux.core.internal.session.TestSession.END;
import static org.milterflux.core.internal.session.TestSession.END_OF_HEADERS;
import static org.milterflux.core.internal.session.TestSession.HELO;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.SUBJECT;
import static org.milterflux.core.internal.session.TestSession.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.TempFail;
import org.milterflux.protocol.spi.Peer;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** One command at a time, no reply that was not asked for, and one end. */
@Timeout(10)
class SessionRepliesTest {

    private static final Reply CONTINUE = new Continue();
    private static final Command[] MESSAGE = {
        OptionNegotiation.offer(6), CONNECT, HELO, MAIL, RCPT, DATA, SUBJECT, END_OF_HEADERS, END
    };

    private final Chain chain = TestSession.chain();
    private final TestPublisher<Command> commands = TestPublisher.createNoncompliant(
            TestPublisher.Violation.REQUEST_OVERFLOW, // so that what is not asked for would be seen
            TestPublisher.Violation.DEFER_CANCELLATION);
    private final Sinks.Empty<Void> drain = Sinks.empty();
    private final Sinks.One<Decision> word = Sinks.one();
    private final Clock clock = new Clock();
    private Workshop workshop;
    private SessionHandler handler;
    private Flux<Reply> replies;

    @TempDir
    Path spool;

    @BeforeEach
    void connect() {
        chain.add(filter("late", 0, (ReactiveMessageFilter) message -> word.asMono()));
        workshop = TestSession.workshop(
                chain, new SpoolRoom(spool, 1024, 1024, 1024), new Journal(10, new MessageLog(clock)));
        handler = new SessionHandler(() -> workshop);
        replies = Flux.from(
                handler.handle(new Peer("c1", "test", "127.0.0.1:9"), commands.flux(), drain.asMono(), Runnable::run));
    }

    private void tell(Command... told) {
        Stream.of(told).forEach(commands::next);
    }

    /** Up to the end of a message, of which the filter has not spoken yet. */
    private StepVerifier.Step<Reply> atTheEnd() {
        return StepVerifier.create(replies)
                .then(() -> tell(MESSAGE))
                .expectNextMatches(OptionNegotiation.class::isInstance)
                .expectNextCount(6);
    }

    private void isOver() {
        assertThat(handler.sessions()).isEmpty();
        commands.assertCancelled();
    }

    @Test
    void comeHomeEachToTheLoopOfItsConnection() {
        Set<String> homes = new HashSet<>();
        for (String loop : List.of("one", "other")) {
            TestPublisher<Command> told = TestPublisher.create();
            Flux.from(handler.handle(new Peer(loop, "test", loop), told.flux(), drain.asMono(), task -> {
                        homes.add(loop);
                        task.run();
                    }))
                    .subscribe();
            Stream.of(MESSAGE).forEach(told::next);
        }
        word.tryEmitValue(Verdict.pass());
        assertThat(homes).containsExactlyInAnyOrder("one", "other");
    }

    @Test
    void askForOneCommandAtATime() {
        atTheEnd()
                .then(() -> assertThat(handler.sessions()).hasSize(1))
                .then(() -> commands.assertMaxRequested(1))
                .then(() -> word.tryEmitValue(Verdict.pass()))
                .expectNext(CONTINUE)
                .then(() -> commands.assertMaxRequested(1))
                .thenCancel()
                .verify();
        isOver();
    }

    @Test
    void waitUntilTheyAreAskedFor() {
        Heard heard = new Heard(0);
        replies.subscribe(heard);
        tell(OptionNegotiation.offer(6));
        assertThat(heard.replies).isEmpty();
        heard.request(1);
        assertThat(heard.replies).hasSize(1);
        tell(CONNECT);
        heard.request(1);
        assertThat(heard.replies).hasSize(2).endsWith(CONTINUE);
    }

    @Test
    void ofAnEditedMessageComeAsTheyAreAskedFor() {
        Heard heard = new Heard(8);
        replies.subscribe(heard);
        tell(MESSAGE);
        assertThat(heard.replies).hasSize(7);
        word.tryEmitValue(Decision.edit(Edit.addHeader("X-A", "1"), Edit.addHeader("X-B", "2")));
        assertThat(heard.replies).hasSize(8);
        heard.request(1);
        assertThat(heard.replies).hasSize(9);
        heard.request(1);
        assertThat(heard.replies).hasSize(10).endsWith(CONTINUE);
    }

    @Test
    void endAtQuit() {
        StepVerifier.create(replies)
                .then(() -> tell(OptionNegotiation.offer(6), new Quit()))
                .expectNextCount(1)
                .verifyComplete();
        isOver();
    }

    @Test
    void endWithTheCommands() {
        StepVerifier.create(replies).then(commands::complete).verifyComplete();
        assertThat(handler.sessions()).isEmpty();
    }

    @Test
    void endWhenTheLatestCommandIsAnsweredThoughNoMoreComes() {
        atTheEnd()
                .then(commands::complete)
                .then(() -> assertThat(handler.sessions()).hasSize(1))
                .then(() -> word.tryEmitValue(Verdict.reject()))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(handler.sessions()).isEmpty();
    }

    /** The transport has told of it. */
    @Test
    void endWhenTheLatestCommandIsAnsweredThoughNoMilterFollows() {
        atTheEnd()
                .then(() -> commands.error(new ProtocolException("not milter")))
                .then(() -> word.tryEmitValue(Verdict.reject()))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void failWithTheCommands() {
        atTheEnd()
                .then(() -> commands.error(new IllegalStateException("no more")))
                .verifyErrorMessage("no more");
        assertThat(word.currentSubscriberCount()).as("who waits for the filter").isZero();
        assertThat(handler.sessions()).isEmpty();
    }

    @Test
    void failWhereTheSessionCannotGoOn() {
        StepVerifier.create(replies).then(() -> tell(END)).verifyError(ProtocolException.class);
        isOver();
    }

    /** A mistake of ours is never the MTA's trouble. */
    @Test
    void areAVerdictThoughOurOwnCodeFails() {
        atTheEnd()
                .then(() -> clock.broken.set(true))
                .then(() -> word.tryEmitValue(Verdict.pass()))
                .expectNext(new TempFail())
                .then(() -> tell(MAIL))
                .expectNext(CONTINUE)
                .thenCancel()
                .verify();
        isOver();
    }

    @Test
    void endAtOnceWhenDrainedBetweenMessages() {
        StepVerifier.create(replies)
                .then(() -> tell(OptionNegotiation.offer(6)))
                .expectNextCount(1)
                .then(drain::tryEmitEmpty)
                .verifyComplete();
        isOver();
    }

    @Test
    void endWithTheVerdictWhenDrainedWithinAMessage() {
        atTheEnd()
                .then(drain::tryEmitEmpty)
                .then(() -> assertThat(handler.sessions()).hasSize(1))
                .then(() -> word.tryEmitValue(Decision.edit(Edit.addHeader("X-A", "1"))))
                .expectNext(new AddHeader("X-A", " 1"), CONTINUE)
                .verifyComplete();
        isOver();
    }

    @Test
    void endAtOnceWhenDrainedBefore() {
        drain.tryEmitEmpty();
        StepVerifier.create(replies).verifyComplete();
        isOver();
    }

    @Test
    void leaveTheFilterAndTheDrainAloneOnceCancelled() {
        atTheEnd().thenCancel().verify();
        isOver();
        assertThat(word.currentSubscriberCount()).as("who waits for the filter").isZero();
        assertThat(drain.currentSubscriberCount()).as("who waits for the drain").isZero();
    }

    @Test
    void areNoneForWhatComesAfterTheEnd() {
        StepVerifier.create(replies)
                .then(() -> tell(new Quit()))
                .then(() -> tell(MESSAGE))
                .verifyComplete();
        assertThat(workshop.journal().latest()).isEmpty();
    }

    /** Asks for no more than it is told to. */
    private static final class Heard extends BaseSubscriber<Reply> {

        private final List<Reply> replies = new ArrayList<>();
        private final long first;

        Heard(long first) {
            this.first = first;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            if (first > 0) {
                request(first);
            }
        }

        @Override
        protected void hookOnNext(Reply reply) {
            replies.add(reply);
        }
    }

    /** Of the log of messages, which asks it for each; fails once after it broke. */
    private static final class Clock implements Scheduler {

        private final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public long now(TimeUnit unit) {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("on purpose");
            }
            return 0;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return Schedulers.immediate().schedule(task);
        }

        @Override
        public Worker createWorker() {
            return Schedulers.immediate().createWorker();
        }
    }
}
