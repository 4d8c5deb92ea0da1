package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.core.internal.session.TestSession.CONNECT;
import static org.milterflux.core.internal.session.TestSession.DATA;
import static org.milterflux.core.internal.session.TestSession.HELO;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.filter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Decision;
import org.milterflux.api.Key;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.Verdict;
import org.milterflux.core.condition.Scope;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;

/** When a filter with a condition comes into a message, and what it is told of what it has missed. */
class JoiningTest {

    private static final Reply CONTINUE = new Continue();
    private static final Reply NO = new ReplyCode("550 5.7.1 no");

    @TempDir
    Path spool;

    private final Chain chain = TestSession.chain();
    private final StreamFilter meant = new StreamFilter();

    private TestSession session() {
        chain.add(filter("meant", 0, meant));
        return new TestSession(chain, spool);
    }

    private static Reply rcpt(TestSession session, String address) {
        return session.ask(new RcptTo("<" + address + ">", List.of()));
    }

    @Test
    void onTheConnectionItHearsAllOrNothing() {
        PolicyOf.filter("meant")
                .when(Scope.CONNECTION, facts -> facts.host().equals("elsewhere"))
                .in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.message()).containsExactly(CONTINUE);
            assertThat(meant.seen).isEmpty();
        }
    }

    @Test
    void onAnotherListenerItHearsNothing() {
        PolicyOf.filter("meant").listener("submission").in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.message()).containsExactly(CONTINUE);
            assertThat(meant.seen).isEmpty();
        }
    }

    @Test
    void onTheGreetingItHearsOfTheConnectionThen() {
        PolicyOf.filter("meant")
                .when(Scope.HELO, facts -> facts.helo().equals(Optional.of("client.example")))
                .in(chain);
        try (TestSession session = session().negotiated()) {
            session.ask(CONNECT);
            assertThat(meant.seen).isEmpty();
            session.ask(HELO);
            assertThat(meant.seen).containsExactly("connect", "helo");
            session.ask(MAIL);
            assertThat(meant.seen).containsExactly("connect", "helo", "mail");
        }
    }

    @Test
    void onTheRecipientsItHearsOfThoseThatWereTaken() {
        chain.add(filter("guard", 5, (RecipientFilter) (envelope, recipient) ->
                recipient.address().startsWith("no") ? Verdict.reject("5.7.1", "no") : Verdict.pass()));
        PolicyOf.filter("meant")
                .when(Scope.RECIPIENTS, facts -> facts.recipients().contains("c@y.test"))
                .in(chain);
        try (TestSession session = session().greeted()) {
            session.ask(MAIL);
            rcpt(session, "b@y.test");
            assertThat(rcpt(session, "no@y.test")).isEqualTo(NO);
            rcpt(session, "c@y.test");
            assertThat(meant.seen).isEmpty();
            session.ask(DATA);
            assertThat(meant.seen).containsExactly("connect", "helo", "mail", "rcpt b@y.test", "rcpt c@y.test", "data");
            session.content();
            assertThat(meant.seen).endsWith("eom");
            session.ask(MAIL);
            rcpt(session, "b@y.test");
            session.ask(DATA);
            session.content();
            assertThat(meant.seen).endsWith("eom");
        }
    }

    @Test
    void aRefusalOfWhatItMissedAnswersTheEventThatWaits() {
        StreamFilter strict = new StreamFilter(Map.of("rcpt b@example.net", Verdict.reject("5.7.1", "no")));
        chain.add(filter("strict", 0, strict));
        PolicyOf.filter("strict").when(Scope.RECIPIENTS, facts -> true).in(chain);
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            session.ask(MAIL);
            assertThat(session.ask(RCPT)).isEqualTo(CONTINUE);
            assertThat(session.ask(DATA)).isEqualTo(NO);
        }
    }

    @Test
    void onWhatFiltersBeforeItLeftItIsAskedAtTheEnd() {
        Key<String> score = Key.of("score", String.class);
        chain.add(filter("scorer", 5, (MessageFilter) message -> {
            message.attributes().put(score, message.sender().address().startsWith("a") ? "high" : "low");
            return Verdict.pass();
        }));
        PolicyOf.filter("meant")
                .when(Scope.MESSAGE, facts -> "high".equals(facts.attributes().get("score")))
                .in(chain);
        try (TestSession session = session().greeted()) {
            session.message();
            assertThat(meant.seen)
                    .containsExactly(
                            "connect",
                            "helo",
                            "mail",
                            "rcpt b@example.net",
                            "data",
                            "Subject: s",
                            "eoh",
                            "body Hi\r\n",
                            "eom");
            session.ask(new MailFrom("<z@example.org>", List.of()));
            session.ask(RCPT);
            session.ask(DATA);
            assertThat(session.content()).containsExactly(CONTINUE);
            assertThat(meant.seen).hasSize(9);
        }
    }

    @Test
    void onTheSizeItIsAskedAtTheEnd() {
        List<Long> sizes = new CopyOnWriteArrayList<>();
        PolicyOf.filter("meant")
                .when(Scope.MESSAGE, facts -> sizes.add(facts.size()) && facts.size() > 1_000_000)
                .in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.message()).containsExactly(CONTINUE);
            assertThat(sizes).containsExactly((long) ("Subject" + " s" + "Hi\r\n").length());
            assertThat(meant.seen).isEmpty();
        }
    }

    @Test
    void aConditionThatCannotBeToldIsAFailureOfTheFilter() {
        PolicyOf.filter("meant")
                .when(Scope.SENDER, facts -> {
                    throw new IllegalStateException("no such attribute");
                })
                .onFailure(FailureAction.REJECT)
                .in(chain);
        try (TestSession session = session().greeted()) {
            assertThat(session.ask(MAIL)).isEqualTo(new ReplyCode("550 5.5.0 Service unavailable"));
            assertThat(meant.seen).isEmpty();
        }
    }

    @Test
    void aChangedConditionHoldsFromTheNextMessageOn() {
        PolicyOf.filter("meant").when(Scope.SENDER, facts -> false).in(chain);
        try (TestSession session = session().greeted()) {
            session.ask(MAIL);
            PolicyOf.filter("meant").when(Scope.SENDER, facts -> true).in(chain);
            session.ask(RCPT);
            session.ask(DATA);
            session.content();
            assertThat(meant.seen).isEmpty();
            session.ask(MAIL);
            assertThat(meant.seen).containsExactly("connect", "helo", "mail");
        }
    }

    @Test
    void othersAreAskedInTheirPlaceAllTheSame() {
        List<String> order = new CopyOnWriteArrayList<>();
        chain.add(filter("first", 9, sender("first", order)));
        chain.add(filter("last", -9, sender("last", order)));
        PolicyOf.filter("meant").when(Scope.SENDER, facts -> order.add("asked")).in(chain);
        try (TestSession session = session().greeted()) {
            session.ask(MAIL);
            assertThat(order).containsExactly("first", "asked", "last");
        }
    }

    private static SenderFilter sender(String name, List<String> order) {
        return envelope -> {
            order.add(name);
            return Verdict.pass();
        };
    }

    @Test
    void decisionsOfItCountAsThoseOfAnyOther() {
        StreamFilter judge = new StreamFilter(Map.of("eom", (Decision) Verdict.reject("5.7.1", "no")));
        chain.add(filter("judge", 0, judge));
        PolicyOf.filter("judge").when(Scope.MESSAGE, facts -> true).in(chain);
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            assertThat(session.message()).containsExactly(NO);
        }
    }
}
