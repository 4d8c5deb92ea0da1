package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.core.internal.session.TestSession.BODY;
import static org.milterflux.core.internal.session.TestSession.CONNECT;
import static org.milterflux.core.internal.session.TestSession.DATA;
import static org.milterflux.core.internal.session.TestSession.END;
import static org.milterflux.core.internal.session.TestSession.END_OF_HEADERS;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.SUBJECT;
import static org.milterflux.core.internal.session.TestSession.body;
import static org.milterflux.core.internal.session.TestSession.filter;
import static org.milterflux.core.internal.session.TestSession.macros;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Skip;
import org.osgi.framework.Version;

/** Filters that take the content in pieces: the first as it comes, the others when the ones before are done. */
class LiveContentTest {

    private static final Reply CONTINUE = new Continue();
    private static final Reply VIRUS = new ReplyCode("550 5.7.1 virus");

    @TempDir
    Path spool;

    private final Chain chain = TestSession.chain();

    private TestSession inData() {
        TestSession session = new TestSession(chain, spool).greeted();
        session.ask(MAIL);
        session.ask(RCPT);
        session.ask(DATA);
        return session;
    }

    private StreamFilter stream(int rank, String id, Map<String, Decision> answers) {
        StreamFilter stream = new StreamFilter(answers);
        chain.add(filter(id, rank, stream));
        return stream;
    }

    private StreamFilter reader(int rank, String id, Map<String, Decision> answers) {
        StreamFilter stream = new StreamFilter(answers);
        chain.add(new FilterInstance(
                new FilterInstance.Profile(
                        id, Version.valueOf("1.0.0"), "b", 1, rank, rank, Effects.of(Set.of(), true, List.of(), false)),
                stream));
        return stream;
    }

    @Test
    void theFirstIsServedAsItComesAndTheNextWhenItIsDone() {
        StreamFilter first = stream(2, "first", Map.of("eom", Decision.edit(Edit.addHeader("X-First", "1"))));
        StreamFilter second = stream(1, "second", Map.of());
        try (TestSession session = inData()) {
            session.tell(SUBJECT);
            session.ask(END_OF_HEADERS);
            assertThat(first.seen).endsWith("data", "Subject: s", "eoh");
            session.ask(body("Hi\r\n"));
            assertThat(first.seen).endsWith("body Hi\r\n");
            assertThat(second.seen).endsWith("data");
            assertThat(session.askAll(END)).containsExactly(new AddHeader("X-First", " 1"), CONTINUE);
            assertThat(second.seen).endsWith("data", "Subject: s", "X-First: 1", "eoh", "body Hi\r\n", "eom");
        }
    }

    @Test
    void refusesWithinTheBodyAtOnceAndTellsTheOthers() {
        StreamFilter scanner = stream(2, "scanner", Map.of("body x", Verdict.reject("5.7.1", "virus")));
        StreamFilter after = stream(1, "after", Map.of());
        try (TestSession session = inData()) {
            session.tell(SUBJECT);
            session.ask(END_OF_HEADERS);
            assertThat(session.ask(body("x"))).isEqualTo(VIRUS);
            assertThat(scanner.seen).endsWith("body x");
            assertThat(after.seen).endsWith("data", "abort");
        }
    }

    @Test
    void refusesAtTheHeaderAtOnce() {
        stream(0, "judge", Map.of("eoh", Verdict.reject("5.7.1", "virus")));
        try (TestSession session = inData()) {
            session.tell(SUBJECT);
            assertThat(session.ask(END_OF_HEADERS)).isEqualTo(VIRUS);
            assertThat(session.message()).containsExactly(VIRUS);
        }
    }

    @Test
    void thatHasHadEnoughIsAskedNoMoreAndTheNextIsShownTheWhole() {
        StreamFilter brief = stream(2, "brief", Map.of("body a", Verdict.accept()));
        StreamFilter after = stream(1, "after", Map.of());
        try (TestSession session = inData()) {
            session.tell(SUBJECT);
            session.ask(END_OF_HEADERS);
            assertThat(session.ask(body("a"))).isEqualTo(CONTINUE);
            assertThat(session.ask(body("b"))).isEqualTo(CONTINUE);
            assertThat(session.askAll(END)).containsExactly(CONTINUE);
            assertThat(brief.seen).endsWith("body a");
            assertThat(after.seen).endsWith("Subject: s", "eoh", "body ab", "eom");
        }
    }

    @Test
    void thatSkipsIsAskedAtTheEndAndTheMtaMaySkipToo() {
        StreamFilter reader = reader(0, "reader", Map.of("body a", Verdict.skip()));
        try (TestSession session = inData()) {
            session.ask(END_OF_HEADERS);
            assertThat(session.ask(body("a"))).isEqualTo(new Skip());
            assertThat(session.askAll(END)).containsExactly(CONTINUE);
            assertThat(reader.seen).endsWith("eoh", "body a", "eom");
        }
    }

    @Test
    void thatSkipsLeavesTheBodyToTheOthers() {
        reader(2, "first", Map.of("body a", Verdict.skip()));
        StreamFilter second = reader(1, "second", Map.of("body ab", Verdict.skip()));
        try (TestSession session = inData()) {
            session.ask(END_OF_HEADERS);
            assertThat(session.ask(body("a"))).isEqualTo(CONTINUE);
            assertThat(session.ask(body("b"))).isEqualTo(CONTINUE);
            assertThat(session.askAll(END)).containsExactly(CONTINUE);
            assertThat(second.seen).endsWith("eoh", "body ab", "eom");
        }
    }

    @Test
    void behindSendmailIsServedAtTheEnd() {
        StreamFilter stream = stream(0, "stream", Map.of());
        try (TestSession session = new TestSession(chain, spool)) {
            session.ask(OptionNegotiation.offer(6));
            session.tell(macros(CommandCode.CONNECT, "v", "8.17.1"));
            session.ask(CONNECT);
            session.ask(MAIL);
            session.ask(RCPT);
            session.ask(DATA);
            session.tell(SUBJECT);
            session.ask(END_OF_HEADERS);
            session.ask(BODY);
            assertThat(stream.seen).endsWith("data");
            assertThat(session.askAll(END)).containsExactly(CONTINUE);
            assertThat(stream.seen).endsWith("Subject: s", "eoh", "body Hi\r\n", "eom");
        }
    }

    /** A filter that does not read the body may still append to it. */
    @Test
    void isKeptForAFilterThatOnlyAppends() {
        chain.add(new FilterInstance(
                new FilterInstance.Profile(
                        "append",
                        Version.valueOf("1.0.0"),
                        "b",
                        1,
                        0,
                        1,
                        Effects.of(EnumSet.of(Edit.Kind.BODY), false, List.of(), false)),
                (MessageFilter)
                        message -> Decision.edit(Edit.appendToBody("end\r\n".getBytes(StandardCharsets.US_ASCII)))));
        try (TestSession session = inData()) {
            assertThat(session.content())
                    .containsExactly(
                            new ReplaceBody(ByteBuffer.wrap("Hi\r\nend\r\n".getBytes(StandardCharsets.US_ASCII))),
                            CONTINUE);
        }
    }
}
