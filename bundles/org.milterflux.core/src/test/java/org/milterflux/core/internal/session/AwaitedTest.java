package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class AwaitedTest {

    @Test
    void givesSignsOnlyUntilTheAnswer() {
        TestPublisher<String> signs = TestPublisher.create();
        Sinks.One<Publisher<String>> answer = Sinks.one();
        StepVerifier.create(Awaited.answer(signs.flux(), answer.asMono()))
                .then(() -> signs.next("sign"))
                .expectNext("sign")
                .then(() -> answer.tryEmitValue(Flux.just("edit", "verdict")))
                .expectNext("edit", "verdict")
                .verifyComplete();
        signs.assertCancelled();
    }

    @Test
    void passesAFailureOnAndEndsTheSigns() {
        TestPublisher<String> signs = TestPublisher.create();
        StepVerifier.create(Awaited.answer(signs.flux(), Mono.error(new IllegalStateException("broken"))))
                .verifyErrorMessage("broken");
        signs.assertCancelled();
    }

    @Test
    void cancelsWhatItWaitsFor() {
        TestPublisher<String> signs = TestPublisher.create();
        TestPublisher<Publisher<String>> answer = TestPublisher.create();
        StepVerifier.create(Awaited.answer(signs.flux(), answer.mono()))
                .then(() -> signs.next("sign"))
                .expectNext("sign")
                .thenCancel()
                .verify();
        signs.assertCancelled();
        answer.assertCancelled();
    }

    /**
     * A worker answers while the event loop still subscribes. The loop is held at its n-th subscription until the worker is at
     * its m-th, and goes on while the worker is held there: for every n and m the answer must come through.
     */
    @ParameterizedTest
    @MethodSource("interleavings")
    void losesNoRequestWhereverTheAnswerComes(int loopAt, int workerAt) throws InterruptedException {
        CountDownLatch complete = new CountDownLatch(1);
        List<String> received = new CopyOnWriteArrayList<>();
        Sinks.One<Publisher<String>> answer = Sinks.one();
        Interleaving interleaving =
                new Interleaving(loopAt, workerAt, () -> answer.tryEmitValue(Flux.just("edit", "verdict")));
        Hooks.onEachOperator("interleaving", interleaving.everywhere());
        try {
            Awaited.answer(Flux.<String>never().hide(), answer.asMono().hide()).subscribe(new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    request(1);
                }

                @Override
                protected void hookOnNext(String element) {
                    received.add(element);
                    request(1);
                }

                @Override
                protected void hookOnComplete() {
                    complete.countDown();
                }
            });
        } finally {
            Hooks.resetOnEachOperator("interleaving");
        }
        interleaving.loopIsDone();
        assertThat(complete.await(5, TimeUnit.SECONDS))
                .as("complete; received %s", received)
                .isTrue();
        assertThat(received).containsExactly("edit", "verdict");
    }

    static Stream<Arguments> interleavings() {
        return IntStream.rangeClosed(1, 8)
                .boxed()
                .flatMap(loop -> IntStream.rangeClosed(1, 8).mapToObj(worker -> Arguments.of(loop, worker)));
    }
}
