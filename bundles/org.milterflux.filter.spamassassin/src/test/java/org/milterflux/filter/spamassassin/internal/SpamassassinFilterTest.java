package org.milterflux.filter.spamassassin.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Placement;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.engine.internal.NettyConnector;
import org.milterflux.testing.FakeEngine;
import org.milterflux.testing.TestMessage;

class SpamassassinFilterTest {

    private static final NettyConnector CONNECTOR = new NettyConnector();
    private static final String SPAM = "SPAMD/1.1 0 EX_OK\r\nContent-length: 3\r\nSpam: True ; 7.5 / 5.0\r\n\r\nA,B";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    /** Reads a whole request, gives the answer and closes. */
    private FakeEngine spamd(String answer) {
        return FakeEngine.on((in, out) -> {
            requests.add(request(in));
            out.write(answer.getBytes(ISO_8859_1));
        });
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        int at = text.indexOf("Content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
        return text.append(new String(in.readNBytes(length), ISO_8859_1)).toString();
    }

    private static SpamassassinFilter filter(Map<String, ?> more, FakeEngine... engines) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put(
                "engines", List.of(engines).stream().map(FakeEngine::address).toList());
        return new SpamassassinFilter(CONNECTOR, properties);
    }

    private static TestMessage hi() {
        return TestMessage.plain("Hi\r\n");
    }

    @Test
    void asksForTheSymbolsOfTheWholeMessageAndLeavesWhatItFound() throws IOException {
        TestMessage message = TestMessage.of(new byte[100_000]).withHeader("Subject", "Hello");
        try (FakeEngine engine = spamd(SPAM)) {
            filter(Map.of("service.pid", SpamassassinFilter.PID + "~x"), engine).onMessage(message);
            assertThat(requests.remove())
                    .startsWith("SYMBOLS SPAMC/1.5\r\nContent-length: 100")
                    .endsWith("Subject: Hello\r\n\r\n" + "\0".repeat(100_000));
            assertThat(ScanResult.all(message.attributes()))
                    .containsExactly(ScanResult.of(
                                    "spamassassin~x",
                                    "spamd " + engine.address(),
                                    Topic.SPAM,
                                    Outcome.FOUND,
                                    List.of("A", "B"))
                            .scored(7.5, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n",
                "SPAMD/1.1 0 EX_OK\r\nContent-length: 9\r\nSpam: False ; 0.5 / 5.0\r\n\r\nA,B"
            })
    void neverTakesABadAnswerForAClearance(String answer) {
        TestMessage message = hi();
        try (FakeEngine engine = spamd(answer)) {
            assertThatThrownBy(() -> filter(Map.of(), engine).onMessage(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("spamd " + engine.address());
            assertThat(ScanResult.all(message.attributes())).isEmpty();
        }
    }

    @Test
    void doesNotWaitForeverForOneThatIsSilentOrReadsNothing() {
        TestMessage large = TestMessage.of(new byte[16 << 20]);
        Map<String, ?> settings = Map.of("timeoutSeconds", 1, "maxBytes", 32 << 20);
        try (FakeEngine silent = FakeEngine.on((in, out) -> in.transferTo(OutputStream.nullOutputStream()));
                FakeEngine deaf = FakeEngine.on((in, out) -> Thread.sleep(60_000))) {
            assertThatThrownBy(() -> filter(settings, silent).onMessage(hi()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within 1 s");
            assertThatThrownBy(() -> filter(settings, deaf).onMessage(large))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within 1 s");
        }
    }

    @Test
    void takesAnAnswerThatComesBeforeEverythingWasSent() {
        TestMessage large = TestMessage.of(new byte[16 << 20]);
        try (FakeEngine hasty = FakeEngine.on((in, out) -> {
            out.write("SPAMD/1.0 74 Too large\r\n".getBytes(ISO_8859_1));
            out.flush();
            Thread.sleep(200);
        })) {
            assertThatThrownBy(() -> filter(Map.of("maxBytes", 32 << 20), hasty).onMessage(large))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("spamd " + hasty.address());
        }
    }

    @Test
    void asksTheNextEngineWhenOneFails() throws IOException {
        try (FakeEngine broken = spamd("SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n");
                FakeEngine works = spamd(SPAM)) {
            assertThat(filter(Map.of("rejectAbove", "7"), broken, works)
                            .onMessage(hi())
                            .toString())
                    .contains("Blocked as spam");
            assertThat(requests).hasSize(2);
        }
    }

    @Test
    void isReadyWhenAnEngineAnswersItsPing() throws IOException {
        try (FakeEngine engine = spamd("SPAMD/1.5 0 PONG\r\n");
                FakeEngine broken = spamd("what?")) {
            filter(Map.of(), engine).check();
            assertThat(requests).containsExactly("PING SPAMC/1.5\r\n\r\n");
            assertThatThrownBy(() -> filter(Map.of(), broken).check())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not answer its ping");
        }
    }

    @Test
    void doesNotScanWhatIsTooLargeAndSaysSo() throws IOException {
        TestMessage message = hi();
        try (FakeEngine engine = spamd(SPAM)) {
            assertThat(filter(Map.of("maxBytes", 5), engine).onMessage(message))
                    .isEqualTo(Decision.edit(Edit.insertHeader(
                            Placement.belowReceived(), "X-Spam-Status", "Unscanned, larger than 5 bytes")));
            assertThat(requests).isEmpty();
            assertThat(ScanResult.all(message.attributes()))
                    .extracting(ScanResult::outcome)
                    .containsExactly(Outcome.UNSCANNED);
        }
    }

    @Test
    void keepsWhatWasConfiguredWhenTheNewIsWrong() throws IOException {
        try (FakeEngine engine = spamd(SPAM)) {
            SpamassassinFilter filter = filter(Map.of("rejectAbove", "7"), engine);
            filter.modified(Map.of("engines", "nowhere"));
            assertThat(filter.onMessage(hi()).toString()).contains("Blocked as spam");
        }
    }
}
