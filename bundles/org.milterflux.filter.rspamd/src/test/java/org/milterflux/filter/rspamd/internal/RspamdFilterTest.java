package org.milterflux.filter.rspamd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Placement;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.testing.FakeEngine;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;

class RspamdFilterTest {

    private static final String FILE = "felix.fileinstall.filename";

    private Optional<RspamdFilter> made = Optional.empty();

    @AfterEach
    void stop() {
        made.ifPresent(RspamdFilter::stop);
    }

    private RspamdFilter filter(Map<String, ?> more, String... engines) {
        Map<String, Object> properties = new HashMap<>(Map.of("engines", engines, "resultHeader", ""));
        properties.putAll(more);
        RspamdFilter filter = new RspamdFilter(properties);
        made = Optional.of(filter);
        return filter;
    }

    private static TestMessage hi() {
        return TestMessage.plain("Hi\r\n");
    }

    @Test
    void tellsRspamdWhatItKnowsAndSendsTheMessageAsItStands() throws Exception {
        TestMessage message = TestMessage.plain("caf\u00e9\r\n")
                .withHeader("Subject", "one\n\ttwo \udcff")
                .withSender("a@x.test")
                .withRecipient("b@y.test")
                .withRecipient("c@y.test\r\nEvil: 1")
                .withMacro("i", "4Q1")
                .withMacro("auth_authen", "j\u00f6rg")
                .withConnection(TestConnection.from("h.test", InetAddress.getByName("192.0.2.7"))
                        .withHelo("mx\nPassword: stolen"));
        try (FakeRspamd engine = FakeRspamd.answering(FakeRspamd.CLEAN)) {
            assertThat(filter(Map.of("password", "q1"), engine.url()).onMessage(message))
                    .isEqualTo(Verdict.pass());
            String request = engine.requests().get(0);
            assertThat(request)
                    .startsWith("POST /checkv2 HTTP/1.1\r\n")
                    .endsWith("\r\n\r\nSubject: one\r\n\ttwo \u00ff\r\n\r\ncaf\u00c3\u00a9\r\n");
            assertThat(request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n"))
                    .contains(
                            "Content-Length: 31",
                            "IP: 192.0.2.7",
                            "Helo: mx?Password: stolen",
                            "Hostname: h.test",
                            "From: <a@x.test>",
                            "Rcpt: <b@y.test>",
                            "Rcpt: <c@y.test??Evil: 1>",
                            "Queue-Id: 4Q1",
                            "User: j?rg",
                            "Password: q1");
        }
    }

    @Test
    void leavesWhatItFoundForLaterFilters() throws Exception {
        String json = "{\"action\":\"reject\",\"score\":17.5,\"required_score\":15,\"symbols\":"
                + "{\"LIGHT\":{\"score\":0.5},\"HEAVY\":{\"score\":9.0},\"GOOD\":{\"score\":-3}}}";
        TestMessage message = hi();
        try (FakeRspamd engine = FakeRspamd.answering(json)) {
            filter(Map.of("service.pid", RspamdFilter.PID + "~x"), engine.url()).onMessage(message);
            assertThat(ScanResult.all(message.attributes()))
                    .containsExactly(new ScanResult(
                            "rspamd~x",
                            "rspamd " + engine.url(),
                            Topic.SPAM,
                            Outcome.FOUND,
                            List.of("HEAVY", "GOOD", "LIGHT"),
                            OptionalDouble.of(17.5),
                            OptionalDouble.of(15)));
        }
    }

    static Stream<Arguments> badAnswers() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                arguments("", ""),
                arguments("nonsense\r\n\r\n", ""),
                arguments("HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}", "it answered 500 to /checkv2"),
                arguments("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", "it answered 403 to /checkv2"),
                arguments("HTTP/1.1 302 Go\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "it answered 302"),
                arguments(ok + "Content-Length: 0\r\n\r\n", "no action"),
                arguments(ok + "Content-Length: 2\r\n\r\n{}", "no action"),
                arguments(ok + "Content-Length: 4\r\n\r\nnull", "no action"),
                arguments(ok + "Content-Length: 22\r\n\r\n{\"action\":\"no action\"}", "no action or no score"),
                arguments(ok + "Content-Length: 12\r\n\r\n{\"action\":\"n", "JSON"),
                arguments(ok + "Content-Length: 99\r\n\r\n" + FakeRspamd.CLEAN, ""),
                arguments(ok + "Content-Length: 5\r\n\r\nhello", "JSON"),
                arguments(ok + "\r\n" + FakeRspamd.CLEAN + "{", "JSON"),
                arguments(ok + "\r\n" + " ".repeat(9 << 20), "its answer is larger than 8388608 bytes"));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void neverTakesABadAnswerForAClearance(String answer, String cause) {
        TestMessage message = hi();
        try (FakeRspamd engine = FakeRspamd.raw(answer)) {
            assertThatThrownBy(() -> filter(Map.of(), engine.url()).onMessage(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("rspamd " + engine.url() + ": ")
                    .hasMessageContaining(cause);
            assertThat(ScanResult.all(message.attributes())).isEmpty();
        }
    }

    @Test
    void doesNotWaitForeverForOneThatIsSilent() {
        try (FakeEngine engine = FakeEngine.on((in, out) -> in.transferTo(OutputStream.nullOutputStream()))) {
            String url = FakeRspamd.url(engine);
            assertThatThrownBy(() -> filter(Map.of("timeoutSeconds", 1), url).onMessage(hi()))
                    .hasMessage("rspamd " + url + ": it did not answer within 1 s");
        }
    }

    @Test
    void doesNotWaitForeverForOneThatReadsNothing() {
        // More than the system's buffers between the two take.
        TestMessage message = TestMessage.of(new byte[16 << 20]);
        try (FakeEngine engine = FakeEngine.on((in, out) -> Thread.sleep(60_000))) {
            String url = FakeRspamd.url(engine);
            assertThatThrownBy(() -> filter(Map.of("timeoutSeconds", 1), url).onMessage(message))
                    .hasMessage("rspamd " + url + ": it did not answer within 1 s");
        }
    }

    @Test
    void asksTheNextOneWhenOneIsDown() throws Exception {
        FakeEngine down = FakeEngine.on((in, out) -> {});
        down.close();
        try (FakeRspamd second = FakeRspamd.answering(FakeRspamd.CLEAN)) {
            RspamdFilter filter = filter(Map.of(), FakeRspamd.url(down), second.url());
            assertThat(filter.onMessage(hi())).isEqualTo(Verdict.pass());
            filter.check();
            assertThat(second.requests().get(1)).startsWith("GET /ping ");
        }
    }

    @Test
    void saysOfEachEngineWhyItGaveNothing() {
        try (FakeRspamd first = FakeRspamd.raw("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
                FakeRspamd second = FakeRspamd.raw("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
            RspamdFilter filter = filter(Map.of(), first.url(), second.url());
            assertThatThrownBy(() -> filter.onMessage(hi()))
                    .hasMessage("rspamd " + first.url() + ": it answered 500 to /checkv2; rspamd " + second.url()
                            + ": it answered 503 to /checkv2");
            assertThatThrownBy(filter::check)
                    .hasMessageContaining("500 to /ping")
                    .hasMessageContaining("503 to /ping");
        }
    }

    @Test
    void returnsToTheFirstEngineAfterItsRest() throws Exception {
        try (FakeRspamd first = FakeRspamd.failingOnce(FakeRspamd.CLEAN);
                FakeRspamd second = FakeRspamd.answering(FakeRspamd.CLEAN)) {
            RspamdFilter filter = filter(Map.of("restSeconds", 1), first.url(), second.url());
            filter.onMessage(hi());
            assertThat(second.requests()).hasSize(1);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                filter.onMessage(hi());
                return first.requests().stream().skip(1).anyMatch(request -> request.startsWith("POST"));
            });
            assertThat(first.requests().get(1)).startsWith("GET /ping ");
        }
    }

    @Test
    void doesNotScanWhatIsTooLargeAndSaysSo() throws Exception {
        TestMessage message = TestMessage.plain("0123456789").withHeader("X-Spam", "No");
        Map<String, Object> settings = Map.of("maxBytes", 20, "resultHeader", "X-Spamd-Result");
        try (FakeRspamd engine = FakeRspamd.answering(FakeRspamd.CLEAN)) {
            assertThat(filter(settings, engine.url()).onMessage(message))
                    .isEqualTo(Decision.edit(
                            Edit.deleteHeader(message.headers().first("X-Spam").orElseThrow()),
                            Edit.insertHeader(
                                    Placement.belowReceived(), "X-Spamd-Result", "not scanned: larger than 20 bytes")));
            assertThat(engine.requests()).isEmpty();
            assertThat(ScanResult.all(message.attributes()))
                    .extracting(ScanResult::outcome)
                    .containsExactly(Outcome.UNSCANNED);
        }
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments("engines", "127.0.0.1:11333", "write a URL such as http://127.0.0.1:11333"),
                arguments("engines", "http://h/checkv2", "write a URL such as http://127.0.0.1:11333, without a path"),
                arguments("actions", "greylist", "write action=deed, such as greylist=tempfail"),
                arguments("actions", "greylist=wait", "write one of pass, tag, subject"),
                arguments("maxBytes", "0", "write a whole number from 1 to 9223372036854775807"),
                arguments("tooLarge", "drop", "write one of pass, tempfail, reject"),
                arguments("spamHeader", "X Spam", "write the name of a header field, without the colon"),
                arguments("password", "\u00fc", "it may hold printable ASCII only"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesAWrongValueNamingItsPlaceAndRemedy(String key, String value, String remedy) {
        assertThatThrownBy(() -> filter(Map.of(key, value, FILE, "/conf/rspamd.config"), "http://127.0.0.1:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rspamd.config: " + key + " = '")
                .hasMessageContaining(remedy);
    }

    @Test
    void keepsWhatWasConfiguredWhenTheNewIsWrong() throws Exception {
        try (FakeRspamd engine = FakeRspamd.answering(FakeRspamd.CLEAN)) {
            RspamdFilter filter = filter(Map.of(), engine.url());
            filter.modified(Map.of("engines", "nowhere"));
            assertThat(filter.onMessage(hi())).isEqualTo(Verdict.pass());
        }
    }
}
