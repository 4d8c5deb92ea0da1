package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.milterflux.core.internal.session.TestSession.CONNECT;
import static org.milterflux.core.internal.session.TestSession.DATA;
import static org.milterflux.core.internal.session.TestSession.HELO;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.filter;
import static org.milterflux.core.internal.session.TestSession.macros;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.chain.Rules.ContentMode;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.MessageRecord;
import org.milterflux.protocol.Abort;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.TempFail;
import org.milterflux.protocol.UnknownCommand;
import org.osgi.framework.Version;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the administrator says of one filter, or of all. */
class PolicyTest {

    private static final Reply CONTINUE = new Continue();
    private static final Reply UNAVAILABLE = new ReplyCode("451 4.7.1 Service unavailable - try again later");

    @TempDir
    Path spool;

    private final Chain chain = TestSession.chain();
    private final Journal journal = new Journal(10, new MessageLog(Schedulers.immediate()));
    private ContentPlaces places = new ContentPlaces(OptionalInt.empty());

    private TestSession session() {
        return session(Rules.STANDARD);
    }

    private TestSession session(Rules rules) {
        return new TestSession(new Workshop(
                chain,
                rules,
                new SpoolRoom(spool, 64, 1024, 1 << 20),
                places,
                journal,
                new Offers(),
                Schedulers.parallel(),
                Schedulers.boundedElastic()));
    }

    private static Rules rules(boolean quarantineStopsChain, boolean earlyAccept) {
        return new Rules(
                ContentMode.AUTO,
                quarantineStopsChain,
                earlyAccept,
                Optional.empty(),
                true,
                EnumSet.allOf(Action.class));
    }

    @Test
    void aShadowFilterIsWatchedOnly() {
        chain.add(filter("shade", 5, new EveryStage(Verdict.reject("5.7.1", "no"))));
        chain.add(filter("edits", 4, (MessageFilter) message -> Decision.edit(Edit.quarantine("x"))));
        PolicyOf.filter("shade").shadow().in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.message()).containsExactly(new Quarantine("x"), CONTINUE);
        }
        PolicyOf.filter("edits").shadow().in(chain);
        chain.filters().stream()
                .filter(one -> one.id().equals("shade"))
                .forEach(one -> chain.remove(one, Duration.ZERO));
        try (TestSession session = session().greeted()) {
            assertThat(session.message()).containsExactly(CONTINUE);
        }
        assertThat(journal.latest().map(message -> message.filters().get(0).word()))
                .containsExactly("shadow-edits", "shadow-reject");
    }

    @Test
    void aFailureMayLastAsLongAsTheConnection() {
        AtomicInteger calls = new AtomicInteger();
        chain.add(filter("broken", 0, (SenderFilter) envelope -> {
            calls.incrementAndGet();
            throw new IllegalStateException("broken");
        }));
        PolicyOf.filter("broken").forTheConnection().in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.ask(MAIL)).isEqualTo(UNAVAILABLE);
            assertThat(session.ask(MAIL)).isEqualTo(UNAVAILABLE);
            assertThat(calls).hasValue(1);
        }
        try (TestSession session = session().greeted()) {
            session.ask(MAIL);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aLastingFailureAtConnectRefusesThere() {
        chain.add(filter("broken", 0, (ConnectFilter) connection -> {
            throw new IllegalStateException("broken");
        }));
        PolicyOf.filter("broken")
                .forTheConnection()
                .onFailure(FailureAction.REJECT)
                .in(chain);
        try (TestSession session = session().negotiated()) {
            assertThat(session.ask(CONNECT)).isEqualTo(new ReplyCode("550 5.5.0 Service unavailable"));
        }
    }

    @Test
    void aLastingFailureHoldsEveryMessage() {
        chain.add(filter("broken", 0, (SenderFilter) envelope -> {
            throw new IllegalStateException("broken");
        }));
        PolicyOf.filter("broken")
                .forTheConnection()
                .onFailure(FailureAction.QUARANTINE)
                .in(chain);
        try (TestSession session = session().greeted()) {
            for (int i = 0; i < 2; i++) {
                assertThat(session.message()).containsExactly(new Quarantine("filter broken failed"), CONTINUE);
            }
        }
    }

    @Test
    void aFailureIsToldInTheAdministratorsWords() {
        chain.add(filter("broken", 0, (SenderFilter) envelope -> {
            throw new IllegalStateException("broken");
        }));
        PolicyOf.filter("broken")
                .inWords(SmtpReply.of(451, "4.3.5", "Scanner is down"))
                .in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.ask(MAIL)).isEqualTo(new ReplyCode("451 4.3.5 Scanner is down"));
        }
    }

    @Test
    void aFilterThatFailsTooOftenIsNotAskedForAWhile() {
        AtomicInteger calls = new AtomicInteger();
        chain.add(filter("broken", 0, (SenderFilter) envelope -> {
            calls.incrementAndGet();
            throw new IllegalStateException("broken");
        }));
        try (TestSession session = session().greeted()) {
            for (int i = 0; i < 20; i++) {
                assertThat(session.ask(MAIL)).isEqualTo(UNAVAILABLE);
            }
            assertThat(calls).hasValue(5);
        }
    }

    @Test
    void callsAtATimeAreBounded() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        chain.add(filter("slow", 0, (SenderFilter) envelope -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            first.countDown();
            release.await();
            inside.decrementAndGet();
            return Verdict.pass();
        }));
        PolicyOf.filter("slow").atATime(1).in(chain);
        try (TestSession one = session().greeted();
                TestSession two = session().greeted()) {
            one.tell(MAIL);
            two.tell(MAIL);
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            assertThat(one.next()).isEqualTo(CONTINUE);
            assertThat(two.next()).isEqualTo(CONTINUE);
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void whileARequiredFilterIsMissingMailMayBeRefusedAtOnceOrGoOn() {
        PolicyOf.filter("absent").required(AbsentAction.TEMPFAIL).in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.ask(MAIL)).isEqualTo(new ReplyCode("451 4.3.0 Filter absent not available"));
            PolicyOf.filter("absent").required(AbsentAction.SKIP).in(chain);
            assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
            PolicyOf.filter("absent")
                    .required(AbsentAction.TEMPFAIL)
                    .listener("elsewhere")
                    .in(chain);
            assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
        }
    }

    @Test
    void quarantineMayStopTheChain() {
        StreamFilter after = new StreamFilter(Map.of("eom", Verdict.reject()));
        chain.add(filter("holder", 5, (MessageFilter) message -> Decision.edit(Edit.quarantine("held"))));
        chain.add(filter("after", 0, after));
        try (TestSession session = session(rules(true, false)).greeted()) {
            assertThat(session.message()).containsExactly(new Quarantine("held"), CONTINUE);
            assertThat(after.seen).endsWith("data", "abort");
        }
    }

    @Test
    void aMessageNobodyWantsFurtherMayBeAcceptedEarly() {
        chain.add(filter("brief", 0, (SenderFilter) envelope -> Verdict.accept()));
        try (TestSession session = session(rules(false, true)).greeted()) {
            assertThat(session.ask(MAIL)).isEqualTo(new Accept());
            assertThat(session.ask(MAIL)).isEqualTo(new Accept());
        }
    }

    @Test
    void anUnknownCommandIsRefusedAlone() {
        StreamFilter first = new StreamFilter(Map.of("unknown FOO", Verdict.tempfail()));
        StreamFilter second = new StreamFilter();
        chain.add(filter("first", 5, first));
        chain.add(filter("second", 0, second));
        try (TestSession session = session().greeted()) {
            session.ask(MAIL);
            assertThat(session.ask(new UnknownCommand("FOO"))).isEqualTo(new TempFail());
            assertThat(session.ask(new UnknownCommand("BAR"))).isEqualTo(CONTINUE);
            assertThat(session.ask(RCPT)).isEqualTo(CONTINUE);
            assertThat(first.seen).endsWith("mail", "unknown FOO", "unknown BAR", "rcpt b@example.net");
            assertThat(second.seen).endsWith("mail", "unknown BAR", "rcpt b@example.net");
        }
    }

    @Test
    void aRecipientTheMtaRefusesIsShownToWhoAsksForIt() {
        StreamFilter curious = new StreamFilter(Map.of("rcpt b@example.net", Verdict.reject()));
        StreamFilter other = new StreamFilter();
        chain.add(new FilterInstance(
                new FilterInstance.Profile(
                        "curious",
                        Version.valueOf("1.0.0"),
                        "b",
                        1,
                        5,
                        1,
                        Effects.of(Set.of(), false, List.of("greeting"), true)),
                curious));
        chain.add(filter("other", 0, other));
        try (TestSession session = session()) {
            OptionNegotiation agreed = (OptionNegotiation) session.ask(OptionNegotiation.offer(6));
            assertThat(agreed.has(Step.REJECTED_RECIPIENTS)).isTrue();
            assertThat(agreed.symbols().get(MacroStage.MAIL)).contains("i", "greeting");
            session.ask(CONNECT);
            session.ask(HELO);
            session.ask(MAIL);
            session.tell(macros(CommandCode.RCPT, "rcpt_mailer", "error"));
            assertThat(session.ask(RCPT)).isEqualTo(CONTINUE);
            assertThat(curious.seen).endsWith("rcpt b@example.net");
            assertThat(other.seen).endsWith("mail");
        }
    }

    @Test
    void messagesInTheirContentAreBounded() {
        places = new ContentPlaces(OptionalInt.of(1));
        try (TestSession one = session().greeted();
                TestSession two = session().greeted();
                TestSession three = session().greeted()) {
            one.ask(MAIL);
            one.ask(RCPT);
            assertThat(one.ask(DATA)).isEqualTo(CONTINUE);
            two.ask(MAIL);
            two.ask(RCPT);
            two.tell(DATA);
            three.ask(MAIL);
            three.ask(RCPT);
            three.tell(DATA);
            two.cancel();
            two.awaitEnd();
            three.assertNothingWaits();
            assertThat(one.content()).containsExactly(CONTINUE);
            assertThat(three.next()).isEqualTo(CONTINUE);
            assertThat(three.content()).containsExactly(CONTINUE);
        }
    }

    @Test
    void aMessageThatFindsNoPlaceInTimeIsRefusedForNow() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        ContentPlaces one = new ContentPlaces(OptionalInt.of(1));
        StepVerifier.create(one.take(Mono.never(), Duration.ofSeconds(8), clock))
                .expectNext(Verdict.pass())
                .verifyComplete();
        StepVerifier.create(one.take(Mono.empty(), Duration.ofSeconds(8), clock))
                .then(() -> clock.advanceTimeBy(Duration.ofSeconds(9)))
                .expectNext(Verdict.reply(SmtpReply.of(451, "4.3.2", "Too many messages at a time")))
                .verifyComplete();
    }

    @Test
    void ofEveryMessageIsKeptWhoDidWhat() {
        chain.add(filter("adds", 5, (MessageFilter) message -> Decision.edit(Edit.addHeader("X", "1"))));
        chain.add(filter("judges", 4, (MessageFilter) message -> Verdict.reject("5.7.1", "no")));
        chain.add(filter("after", 3, (MessageFilter) message -> Verdict.pass()));
        try (TestSession session = session().greeted()) {
            session.message();
            session.ask(MAIL);
            session.tell(new Abort());
            session.ask(HELO);
        }
        List<MessageRecord> kept = journal.latest().toList();
        assertThat(kept.get(0).verdict()).isEqualTo("aborted");
        MessageRecord refused = kept.get(1);
        assertThat(refused.verdict()).isEqualTo("reject");
        assertThat(refused.reply()).isEqualTo("550 5.7.1 no");
        assertThat(refused.decider()).isEqualTo("judges");
        assertThat(refused.sender()).isEqualTo("a@example.org");
        assertThat(refused.recipients()).containsExactly("b@example.net");
        assertThat(refused.filters())
                .extracting(FilterRecord::filter, FilterRecord::word, FilterRecord::reason)
                .containsExactly(
                        tuple("adds", "edits", ""),
                        tuple("judges", "reject", "550 5.7.1 no"),
                        tuple("after", "idle", "the message ended before its turn"));
        assertThat(refused.filters().get(0).edits()).containsExactly("AddHeader[name=X, value=1]");
        assertThat(refused.filters().get(0).calls())
                .singleElement()
                .extracting("stage")
                .isEqualTo("message");
    }

    @Test
    void noMoreMessagesAreKeptThanWished() {
        Journal small = new Journal(2, new MessageLog(Schedulers.immediate()));
        for (String id : List.of("1", "2", "3")) {
            small.add(record(id));
        }
        assertThat(small.latest().map(MessageRecord::queueId)).containsExactly("3", "2");
        assertThat(small.resized(1).latest().map(MessageRecord::queueId)).containsExactly("3");
    }

    private static MessageRecord record(String id) {
        return new MessageRecord(
                id, "c", "l", Instant.EPOCH, "h", "", List.of(), 0, 0, 1, "pass", "", "", 0, List.of());
    }
}
