package org.milterflux.filter.clamav.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.milterflux.filter.clamav.internal.Platform.bytes;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Event;
import org.milterflux.api.Placement;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.engine.EngineConnector;
import org.milterflux.engine.internal.NettyConnector;
import org.milterflux.testing.FakeEngine;
import org.milterflux.testing.TestMessage;

/** The filter between the platform and engines that are good, bad or not there. */
@Timeout(60)
class ClamavFilterTest {

    private static final EngineConnector CONNECTOR = new NettyConnector();
    private static final Decision CLEAN = Decision.edit(inserted("clean"));
    private static final Verdict INFECTED = Verdict.reject("5.7.1", "This message is infected: Test.Evil");

    private static Edit inserted(String value) {
        return Edit.insertHeader(Placement.belowReceived(), "X-Virus-Scanned", value);
    }

    private static TestMessage mail() {
        return TestMessage.plain("").withHeader("Subject", "Hello").withHeader("X-Folded", "one\n\ttwo \udcff");
    }

    private static Decision scan(Map<String, ?> settings, String body, String... engines) throws Exception {
        return scan(mail(), settings, body, engines);
    }

    private static Decision scan(TestMessage mail, Map<String, ?> settings, String body, String... engines)
            throws Exception {
        try (Platform platform = new Platform(Platform.filter(CONNECTOR, settings, engines))) {
            return platform.message(mail, bytes(body));
        }
    }

    private static String nowhere() {
        try (FakeEngine gone = FakeEngine.on((in, out) -> {})) {
            return gone.address();
        }
    }

    private static ScanResult result(TestMessage mail) {
        return ScanResult.of("clamav", mail.attributes()).orElseThrow();
    }

    @Nested
    class GoodEngine {

        @Test
        void seesTheMessageAsItTravels() throws Exception {
            String body = "a line\r\n".repeat(50_000);
            try (FakeClamd clamd = new FakeClamd()) {
                assertThat(scan(Map.of(), body, clamd.address())).isEqualTo(CLEAN);
                assertThat(clamd.seen)
                        .containsExactly("Subject: Hello\r\nX-Folded: one\r\n\ttwo \u00ff\r\n\r\n" + body);
            }
        }

        @Test
        void sayingCleanIsLeftToLaterFilters() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                TestMessage mail = mail();
                scan(mail, Map.of(), "Hi\r\n", clamd.address());
                assertThat(result(mail).outcome()).isEqualTo(Outcome.CLEAN);
                assertThat(result(mail).engine()).isEqualTo("clamd " + clamd.address());
            }
        }

        @Test
        void sayingFoundIsLeftToLaterFilters() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                TestMessage mail = mail();
                assertThat(scan(mail, Map.of(), "evil", clamd.address())).isEqualTo(INFECTED);
                assertThat(result(mail).outcome()).isEqualTo(Outcome.FOUND);
                assertThat(result(mail).findings()).containsExactly("Test.Evil");
            }
        }

        @Test
        void findsWhatIsInTheHeader() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                TestMessage mail = mail().withHeader("X-Note", "evil");
                assertThat(scan(mail, Map.of(), "", clamd.address())).isEqualTo(INFECTED);
            }
        }

        @Test
        void resultTakesThePlaceOfForgedOnes() throws Exception {
            TestMessage mail = mail().withHeader("x-virus-scanned ", "clean, honestly");
            try (FakeClamd clamd = new FakeClamd()) {
                assertThat(scan(mail, Map.of(), "Hi\r\n", clamd.address()))
                        .isEqualTo(Decision.edit(
                                Edit.deleteHeader(mail.headers().fields().get(2)), inserted("clean")));
            }
        }

        @Test
        void severalMessagesShareAConnection() throws Exception {
            try (FakeClamd clamd = new FakeClamd();
                    Platform platform = new Platform(Platform.filter(CONNECTOR, Map.of(), clamd.address()))) {
                assertThat(platform.message(mail(), bytes("evil"))).isEqualTo(INFECTED);
                platform.begin(mail());
                platform.tell(new Event.MessageAborted());
                assertThat(platform.message(mail(), bytes("Hi\r\n"))).isEqualTo(CLEAN);
                assertThat(clamd.seen).hasSize(2);
            }
        }

        @ParameterizedTest
        @CsvSource({"tempfail", "discard", "tag", "quarantine"})
        void whatToDoIsConfigured(String action) throws Exception {
            Edit tag = inserted("infected: Test.Evil");
            Map<String, Decision> expected = Map.of(
                    "tempfail", Verdict.tempfail("4.7.1", "No: Test.Evil"),
                    "discard", Verdict.discard(),
                    "tag", Decision.edit(tag),
                    "quarantine", Decision.edit(tag, Edit.quarantine("infected: Test.Evil")));
            try (FakeClamd clamd = new FakeClamd()) {
                assertThat(scan(Map.of("infected", action, "reply", "No: {signature}"), "evil", clamd.address()))
                        .isEqualTo(expected.get(action));
            }
        }

        @Test
        void isReady() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                Platform.filter(CONNECTOR, Map.of(), clamd.address()).check();
            }
        }

        @Test
        void newSettingsHoldFromTheNextMessageOn() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                ClamavFilter filter = Platform.filter(CONNECTOR, Map.of(), clamd.address());
                try (Platform platform = new Platform(filter)) {
                    platform.begin(mail());
                    filter.modified(Map.of("engines", clamd.address(), "header", ""));
                    filter.modified(Map.of("engines", "nonsense"));
                    assertThat(platform.end(mail(), bytes("Hi\r\n"))).isEqualTo(CLEAN);
                    assertThat(platform.message(mail(), bytes("Hi\r\n"))).isEqualTo(Verdict.pass());
                }
            }
        }
    }

    @Nested
    class LargeMessage {

        private static final String BODY = "x".repeat(200_000);

        @Test
        void isRefusedWithoutAScan() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                TestMessage mail = mail();
                assertThat(scan(mail, Map.of("maxBytes", 150_000), BODY, clamd.address()))
                        .isEqualTo(Verdict.reply(
                                SmtpReply.of(552, "5.3.4", "This message is too large to be scanned for viruses")));
                assertThat(result(mail).outcome()).isEqualTo(Outcome.UNSCANNED);
                assertThat(clamd.seen).isEmpty();
            }
        }

        @Test
        void isTaggedWhenConfigured() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                Map<String, ?> settings = Map.of("maxBytes", 150_000, "tooLarge", "tag");
                assertThat(scan(settings, BODY, clamd.address())).isEqualTo(Decision.edit(inserted("not scanned")));
            }
        }

        @Test
        void failsWhenConfigured() {
            try (FakeClamd clamd = new FakeClamd()) {
                Map<String, ?> settings = Map.of("maxBytes", 150_000, "tooLarge", "fail");
                assertThatThrownBy(() -> scan(settings, BODY, clamd.address()))
                        .hasMessageContaining("larger than 150000 bytes (maxBytes)");
            }
        }

        @Test
        void isScannedUpToTheLastByteAllowed() throws Exception {
            int header = "Subject: Hello\r\nX-Folded: one\r\n\ttwo x\r\n\r\n".length();
            try (FakeClamd clamd = new FakeClamd()) {
                assertThat(scan(Map.of("maxBytes", header + BODY.length()), BODY, clamd.address()))
                        .isEqualTo(CLEAN);
                assertThat(scan(Map.of("maxBytes", header + BODY.length() - 1), BODY, clamd.address()))
                        .isInstanceOf(Verdict.class);
            }
        }

        @Test
        void countsALargeHeaderToo() throws Exception {
            TestMessage mail = mail().withHeader("X-Large", "y".repeat(100_000)).withHeader("X-More", "z");
            try (FakeClamd clamd = new FakeClamd()) {
                assertThat(scan(mail, Map.of("maxBytes", 90_000, "tooLarge", "tag"), "Hi\r\n", clamd.address()))
                        .isEqualTo(Decision.edit(inserted("not scanned")));
            }
        }

        /** Were the message held in memory, it would not show in what the engine has not read. */
        @Test
        void isTakenNoFasterThanTheEngineReads() throws Exception {
            CountDownLatch reads = new CountDownLatch(1);
            AtomicLong read = new AtomicLong();
            byte[] piece = new byte[65_535];
            try (FakeEngine slow = FakeEngine.on((in, out) -> {
                        reads.await();
                        FakeClamd.command(in);
                        DataInputStream pieces = new DataInputStream(in);
                        for (int length = pieces.readInt(); length > 0; length = pieces.readInt()) {
                            pieces.skipNBytes(length);
                            read.addAndGet(length);
                        }
                        out.write(bytes("stream: OK\0"));
                    });
                    Platform platform =
                            new Platform(Platform.filter(CONNECTOR, Map.of("maxBytes", 100 << 20), slow.address()))) {
                TestMessage mail = mail();
                platform.begin(mail);
                List<Event> stuck = new ArrayList<>();
                for (int n = 0; n < 300 && stuck.isEmpty(); n++) {
                    Event.BodyRead next = new Event.BodyRead(ByteBuffer.wrap(piece));
                    platform.tell(next);
                    if (!platform.hasDecidedSoon()) {
                        stuck.add(next);
                    } else {
                        platform.next();
                    }
                }
                assertThat(stuck)
                        .as("an engine that reads nothing is sent no 20 MB")
                        .isNotEmpty();
                reads.countDown();
                assertThat(platform.next()).isEqualTo(Verdict.pass());
                assertThat(platform.end(mail, new byte[500_000])).isEqualTo(CLEAN);
                assertThat(read.get()).isGreaterThan(500_000);
            }
        }
    }

    @Nested
    class BadEngine {

        private static final String LARGE = "x".repeat(20_000_000);
        private static final String LARGE_NAME = "large";

        @ParameterizedTest
        @ValueSource(strings = {"Hi\r\n", LARGE_NAME})
        void closingAtOnceIsNotClean(String body) {
            try (FakeEngine closes = FakeEngine.on((in, out) -> {})) {
                assertThatThrownBy(() -> scan(Map.of(), body(body), closes.address()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("clamd " + closes.address());
            }
        }

        private static String body(String body) {
            return body.equals(LARGE_NAME) ? LARGE : body;
        }

        @Test
        void closingInTheMiddleIsNotClean() {
            try (FakeEngine closes = FakeEngine.on((in, out) -> in.skipNBytes(1_000_000))) {
                assertThatThrownBy(() -> scan(Map.of(), LARGE, closes.address()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("clamd " + closes.address());
            }
        }

        @Test
        void closingAfterTheMessageIsNotClean() {
            try (FakeEngine closes = FakeEngine.on((in, out) -> in.skipNBytes(50))) {
                assertThatThrownBy(() -> scan(Map.of(), "", closes.address())).isInstanceOf(IOException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"\0", "stream: OK", "HTTP/1.1 400 Bad Request\r\n\r\n\0", "stream: OOM ERROR\0"})
        void nonsenseIsNotClean(String answer) {
            try (FakeEngine odd = FakeEngine.on((in, out) -> {
                in.read(new byte[10]);
                out.write(bytes(answer));
                in.transferTo(OutputStream.nullOutputStream());
            })) {
                assertThatThrownBy(() -> scan(Map.of("timeoutSeconds", 1), "Hi\r\n", odd.address()))
                        .isInstanceOf(IOException.class);
            }
        }

        @Test
        void anEndlessAnswerIsNotClean() {
            byte[] noise = new byte[10_000];
            Arrays.fill(noise, (byte) 'x');
            try (FakeEngine endless = FakeEngine.on((in, out) -> {
                while (true) {
                    out.write(noise);
                }
            })) {
                assertThatThrownBy(() -> scan(Map.of(), "Hi\r\n", endless.address()))
                        .hasMessageContaining("more than 4096 bytes");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"Hi\r\n", LARGE_NAME})
        void silenceIsNotClean(String body) {
            CountDownLatch end = new CountDownLatch(1);
            try (FakeEngine silent = FakeEngine.on((in, out) -> end.await())) {
                assertThatThrownBy(() -> scan(Map.of("timeoutSeconds", 1), body(body), silent.address()))
                        .hasMessage("clamd " + silent.address() + " did not answer within 1 s");
            } finally {
                end.countDown();
            }
        }

        @Test
        void itsLimitIsToldAlthoughItStopsToRead() {
            try (FakeEngine refuses = FakeEngine.on((in, out) -> {
                in.skipNBytes(100_000);
                out.write(bytes("INSTREAM size limit exceeded. ERROR\0"));
            })) {
                assertThatThrownBy(() -> scan(Map.of(), LARGE, refuses.address()))
                        .hasMessageContaining("raise StreamMaxLength in its clamd.conf, or lower maxBytes");
            }
        }

        /** And stays connected: what is still to be sent must not be waited for. */
        @Test
        void itsLimitIsToldAlthoughNothingMovesAnyMore() {
            CountDownLatch end = new CountDownLatch(1);
            try (FakeEngine refuses = FakeEngine.on((in, out) -> {
                in.skipNBytes(100_000);
                out.write(bytes("INSTREAM size limit exceeded. ERROR\0"));
                end.await();
            })) {
                assertThatThrownBy(() -> scan(Map.of(), LARGE, refuses.address()))
                        .hasMessageContaining("raise StreamMaxLength");
            } finally {
                end.countDown();
            }
        }

        @Test
        void thatIsNotThereIsNotClean() {
            TestMessage mail = mail();
            String gone = nowhere();
            assertThatThrownBy(() -> scan(mail, Map.of(), "Hi\r\n", gone))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot connect to clamd " + gone);
            assertThat(result(mail).outcome()).isEqualTo(Outcome.UNSCANNED);
        }

        @Test
        void isFollowedByAGoodOne() throws Exception {
            try (FakeClamd clamd = new FakeClamd()) {
                assertThat(scan(Map.of(), "evil", nowhere(), clamd.address())).isEqualTo(INFECTED);
            }
        }

        @Test
        void letsTheMessagePassTaggedWhenConfigured() throws Exception {
            assertThat(scan(Map.of("unscanned", "tag"), "Hi\r\n", nowhere()))
                    .isEqualTo(Decision.edit(inserted("not scanned")));
        }

        @Test
        void isRefusedForWhenConfigured() throws Exception {
            assertThat(scan(Map.of("unscanned", "reject"), "Hi\r\n", nowhere()))
                    .isEqualTo(
                            Verdict.reply(SmtpReply.of(554, "5.7.1", "This message could not be scanned for viruses")));
        }

        @Test
        void isNotReady() {
            String gone = nowhere();
            assertThatThrownBy(() -> Platform.filter(CONNECTOR, Map.of(), gone).check())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot connect to clamd " + gone);
            try (FakeEngine odd = FakeEngine.on((in, out) -> out.write(bytes("PANG\0")))) {
                assertThatThrownBy(() -> Platform.filter(CONNECTOR, Map.of(), odd.address())
                                .check())
                        .hasMessageContaining("answered a ping with 'PANG'");
            }
        }
    }

    @Test
    void aMessageThatIsGivenUpFreesItsPlace() throws Exception {
        try (FakeClamd clamd = new FakeClamd()) {
            ClamavFilter filter = Platform.filter(CONNECTOR, Map.of("maxScans", 1), clamd.address());
            Platform cut = new Platform(filter);
            cut.begin(mail());
            cut.close();
            try (Platform platform = new Platform(filter)) {
                assertThat(platform.message(mail(), bytes("Hi\r\n"))).isEqualTo(CLEAN);
            }
            assertThat(String.join("", clamd.seen).getBytes(ISO_8859_1))
                    .asString()
                    .endsWith("Hi\r\n");
        }
    }
}
