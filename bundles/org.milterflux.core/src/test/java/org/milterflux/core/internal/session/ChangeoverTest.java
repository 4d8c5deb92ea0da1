package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.management.FilterStatus.Place;
import org.milterflux.protocol.Abort;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.osgi.framework.Version;

/** Bundles whose filters are let into the chain and out of it while mail flows. */
class ChangeoverTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Reply UNAVAILABLE = new ReplyCode("451 4.7.1 Service unavailable - try again later");

    @TempDir
    private Path spool;

    private final Chain chain = chain();
    private final FilterInstance old = stamp("1.0.0", 10);
    private final FilterInstance next = stamp("2.0.0", 11);

    @Test
    void whatIsWithheldIsNotInTheChain() {
        chain.add(old);
        chain.withhold(Set.of(11L));
        chain.add(next);
        assertThat(chain.place(next)).isEqualTo(Place.WITHHELD);
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            assertThat(stamps(session.message())).containsExactly("1.0.0");
        }
    }

    @Test
    void oneGenerationExchangesTheVersions() {
        chain.add(old);
        chain.withhold(Set.of(11L));
        chain.add(next);
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            session.ask(RCPT);
            long before = chain.current().number();
            assertThat(chain.exchange(Set.of(11L), Set.of(10L), "test")).isEqualTo(before + 1);
            session.ask(TestSession.DATA);
            assertThat(stamps(session.content())).containsExactly("1.0.0");
            assertThat(stamps(session.message())).containsExactly("2.0.0");
            assertThat(chain.place(old)).isEqualTo(Place.WITHHELD);
        }
    }

    @Test
    void theVersionThatStandsByComesBackAtOneStroke() {
        chain.add(old);
        chain.add(next);
        chain.exchange(Set.of(11L), Set.of(10L), "test");
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            assertThat(stamps(session.message())).containsExactly("2.0.0");
            chain.exchange(Set.of(10L), Set.of(11L), "test");
            assertThat(stamps(session.message())).containsExactly("1.0.0");
        }
    }

    @Test
    void aBundleThatStartsAgainDoesNotComeBeforeItsSuccessor() {
        chain.add(next);
        chain.add(old); // registered later
        assertThat(chain.place(next)).isEqualTo(Place.CHAIN);
        assertThat(chain.place(old)).isEqualTo(Place.SUPERSEDED);
    }

    @Test
    void ofEqualVersionsTheBundleThatWasInstalledLaterCounts() {
        FilterInstance again = stamp("1.0.0", 12);
        chain.add(again);
        chain.add(old);
        assertThat(chain.place(again)).isEqualTo(Place.CHAIN);
    }

    @Test
    void whatLeavesIsIdleWhenItsMessagesHaveEnded() throws Exception {
        chain.add(old);
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            chain.exchange(Set.of(), Set.of(10L), "test");
            assertThat(chain.awaitIdle(Set.of(10L), NOW)).isFalse();
            Future<Boolean> idle = background.submit(() -> chain.awaitIdle(Set.of(10L), Duration.ofMinutes(1)));
            session.ask(RCPT);
            session.ask(TestSession.DATA);
            assertThat(stamps(session.content())).containsExactly("1.0.0");
            assertThat(idle.get()).isTrue();
        } finally {
            background.shutdownNow();
        }
    }

    /** Its time is up while the client is slow: the message must not pass as if the filter had seen it. */
    @Test
    void aMessageWhoseFilterHasGoneGetsTheFailureAction() {
        chain.add(old);
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            session.ask(RCPT);
            chain.remove(old, NOW);
            session.ask(TestSession.DATA);
            assertThat(session.content()).containsExactly(UNAVAILABLE);
            assertThat(session.message()).containsExactly(new Continue());
        }
    }

    @Test
    void soDoesOneWhoseFilterReadsTheConnectionAsAStream() {
        FilterInstance stream = new FilterInstance(profile("1.0.0", 10), new StreamFilter());
        chain.add(stream);
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            chain.remove(stream, NOW);
            assertThat(session.ask(RCPT)).isEqualTo(UNAVAILABLE);
        }
    }

    @Test
    void whoeverRemovesAFilterIsNotHurriedByAnInterrupt() throws Exception {
        chain.add(old);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread administrator = new Thread(() -> {
            chain.remove(old, Duration.ofMinutes(1));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            administrator.start();
            administrator.interrupt();
            session.ask(RCPT);
            session.ask(TestSession.DATA);
            assertThat(stamps(session.content())).containsExactly("1.0.0");
        }
        administrator.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void aDrainedFilterComesBackWhenItIsResumed() throws Exception {
        chain.add(old);
        chain.drain("stamp");
        assertThat(chain.place(old)).isEqualTo(Place.DRAINED);
        assertThat(chain.awaitIdle("stamp", NOW)).isTrue();
        assertThat(chain.resume("stamp")).isTrue();
        assertThat(chain.resume("stamp")).isFalse();
        assertThat(chain.place(old)).isEqualTo(Place.CHAIN);
    }

    @Test
    void aRequiredFilterThatIsWithheldIsMissing() {
        chain.add(old);
        PolicyOf.filter("stamp").required(AbsentAction.HOLD).in(chain);
        chain.exchange(Set.of(), Set.of(10L), "test");
        assertThat(chain.current().missing()).containsExactly("stamp");
    }

    @Test
    void messagesProveAFilter() {
        chain.add(next);
        CompletableFuture<String> outcome = chain.watch(Set.of(11L), 2, 1).toCompletableFuture();
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.message();
            assertThat(outcome).isNotDone();
            session.message();
            session.ask(MAIL); // the message before has ended now in any case
            assertThat(outcome).isCompletedWithValue("");
        }
    }

    @Test
    void messagesInWhichItHadNoWordProveNothing() {
        chain.add(next);
        CompletableFuture<String> outcome = chain.watch(Set.of(11L), 1, 1).toCompletableFuture();
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            session.ask(RCPT);
            session.tell(new Abort());
            session.ask(MAIL);
            session.ask(MAIL);
            assertThat(outcome).isNotDone();
        }
        assertThat(outcome).isNotDone();
    }

    @Test
    void aFilterOfRecipientsIsProvedByThem() {
        chain.add(new FilterInstance(profile("2.0.0", 11), (RecipientFilter) (envelope, recipient) -> Verdict.pass()));
        CompletableFuture<String> outcome = chain.watch(Set.of(11L), 1, 1).toCompletableFuture();
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.message();
            session.ask(MAIL);
            assertThat(outcome).isCompletedWithValue("");
        }
    }

    @Test
    void oneFailureTooManyDisprovesIt() {
        chain.add(new FilterInstance(profile("2.0.0", 11), (MessageFilter) message -> {
            throw new IllegalStateException("no mood");
        }));
        CompletableFuture<String> outcome = chain.watch(Set.of(11L), 10, 2).toCompletableFuture();
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.message();
            assertThat(outcome).isNotDone();
            session.message();
            assertThat(outcome)
                    .isCompletedWithValueMatching(
                            reason -> reason.contains("stamp 2.0.0") && reason.contains("no mood"));
        }
    }

    @Test
    void aBundleWithoutFiltersIsProvedAlready() {
        assertThat(chain.watch(Set.of(99L), 10, 1).toCompletableFuture()).isCompletedWithValue("");
    }

    private static FilterInstance stamp(String version, long bundle) {
        return new FilterInstance(
                profile(version, bundle), (MessageFilter) message -> Decision.edit(Edit.addHeader("X-Stamp", version)));
    }

    private static FilterInstance.Profile profile(String version, long bundle) {
        return new FilterInstance.Profile(
                "stamp",
                Version.valueOf(version),
                "bundle.stamp",
                bundle,
                0,
                bundle,
                Effects.of(Set.of(Edit.Kind.HEADERS), false, List.of(), false));
    }

    private static List<String> stamps(List<Reply> replies) {
        return replies.stream()
                .filter(AddHeader.class::isInstance)
                .map(reply -> ((AddHeader) reply).value().strip())
                .toList();
    }
}
