package org.milterflux.core.internal.filter;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Body;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.flow.Promptly;
import org.milterflux.core.internal.message.BodyPieces;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * A session filter on one connection: events go into one stream, decisions come out of another, in step.
 *
 * <p>A stream that failed is dead; the caller starts a new conversation.
 */
final class StreamConversation implements Conversation {

    /** Body pieces as big as the protocol's own. */
    private static final int PIECE = 65535;

    private static final String LEFT = "it has left";

    private static final Mono<Decision> PASS = Mono.just(Verdict.pass());

    private volatile @Nullable SessionFilter filter;
    private final boolean readsBody;
    private final Scheduler workers;
    private final Set<StreamConversation> open;
    private final Sinks.Many<Event> events = Sinks.unsafe()
            .many()
            .unicast()
            .onBackpressureBuffer(
                    new ConcurrentLinkedQueue<>()); // empty mostly: events come in step with their answers
    private final Decisions decisions = new Decisions();
    private boolean started;

    /** @param open those that are not closed; it leaves them by itself */
    StreamConversation(SessionFilter filter, boolean readsBody, Scheduler workers, Set<StreamConversation> open) {
        this.filter = filter;
        this.readsBody = readsBody;
        this.workers = workers;
        this.open = open;
    }

    @Override
    public boolean wants(Stage stage) {
        return true;
    }

    @Override
    public Mono<Decision> on(Stage stage, Event event) {
        return ask(event);
    }

    @Override
    public void tell(Event event) {
        start();
        emit(event);
    }

    @Override
    public Mono<Decision> onContent(Message message, Body body) {
        AtomicBoolean skipped = new AtomicBoolean();
        Flux<Event> pieces = BodyPieces.of(body, PIECE)
                .<Event>map(Event.BodyRead::new)
                .takeWhile(piece -> !skipped.get())
                .subscribeOn(workers);
        return Flux.<Event>fromIterable(message.headers().fields().stream()
                        .map(Event.HeaderRead::new)
                        .toList())
                .concatWithValues(new Event.HeadersEnded())
                .concatWith(readsBody && !body.isEmpty() ? pieces : Flux.empty())
                .concatWithValues(new Event.MessageEnded(message))
                .concatMap(
                        event -> Promptly.peek(ask(event), decision -> skipped.set(decision.equals(Verdict.skip()))), 0)
                .takeUntil(decision -> !decision.equals(Verdict.pass()) && !decision.equals(Verdict.skip()))
                .last();
    }

    @Override
    public void abort() {
        if (started) {
            emit(new Event.MessageAborted());
        }
    }

    /** The filter's bundle goes, whatever is under way. */
    void leave() {
        decisions.fail(new FilterFailure(LEFT));
        close();
    }

    @Override
    public void close() {
        synchronized (events) {
            events.tryEmitComplete();
        }
        decisions.cancel();
        open.remove(this);
        filter = null; // an open connection must not hold a bundle that has left
    }

    private Mono<Decision> ask(Event event) {
        start();
        if (!event.isAnswered()) {
            emit(event);
            return PASS;
        }
        CompletableFuture<Decision> answer = decisions.await();
        if (!answer.isDone()) {
            emit(event);
        }
        return answer.isDone() && !answer.isCompletedExceptionally()
                ? Mono.just(answer.join())
                : Mono.fromFuture(answer);
    }

    private void emit(Event event) {
        try {
            synchronized (events) {
                events.tryEmitNext(event);
            }
        } catch (Throwable e) { // Reactor throws what it holds fatal
            decisions.fail(e);
        }
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        SessionFilter here = filter;
        try {
            Publisher<Decision> answers = here == null ? null : here.onSession(events.asFlux());
            if (answers == null) {
                decisions.fail(new FilterFailure(here == null ? LEFT : "it returned null"));
            } else {
                answers.subscribe(decisions);
            }
        } catch (Throwable e) {
            decisions.fail(e);
        }
    }

    /** Hands each decision to the one who waits for it. */
    private static final class Decisions extends BaseSubscriber<Decision> {

        private @Nullable CompletableFuture<Decision> waiting;
        private volatile @Nullable FilterFailure failure;
        private volatile boolean finished;

        /** The answer to the next event; given already when the stream has ended. */
        CompletableFuture<Decision> await() {
            CompletableFuture<Decision> answer = new CompletableFuture<>();
            waitFor(answer);
            FilterFailure dead = failure;
            if (dead != null) {
                fail(dead);
            } else if (finished) {
                finish();
            }
            return answer;
        }

        private synchronized void waitFor(CompletableFuture<Decision> answer) {
            waiting = answer;
        }

        private synchronized @Nullable CompletableFuture<Decision> taken() {
            CompletableFuture<Decision> answer = waiting;
            waiting = null;
            return answer;
        }

        void fail(Throwable cause) {
            FilterFailure dead = FilterFailure.of(cause);
            failure = dead;
            CompletableFuture<Decision> answer = taken();
            if (answer != null) {
                answer.completeExceptionally(dead);
            }
        }

        private void finish() {
            CompletableFuture<Decision> answer = taken();
            if (answer != null) {
                answer.complete(Verdict.accept());
            }
        }

        @Override
        protected void hookOnNext(Decision decision) {
            CompletableFuture<Decision> answer = taken();
            if (answer == null) {
                cancel();
                fail(new FilterFailure("it gave a decision nobody asked for"));
            } else {
                answer.complete(decision);
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            fail(error);
        }

        @Override
        protected void hookOnComplete() {
            finished = true;
            finish();
        }
    }
}
