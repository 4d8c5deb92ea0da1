package org.milterflux.testing.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Event;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ExamplesTest {

    private static final TestMessage MESSAGE = TestMessage.plain("Hi\r\n");

    @Test
    void burstEndsTheConnectionAfterItsHundredthMessage() {
        BurstFilter filter = new BurstFilter();
        assertThat(IntStream.range(0, 100).mapToObj(i -> filter.onSender(MESSAGE)))
                .containsOnly(Verdict.pass());
        assertThat(filter.onSender(MESSAGE)).isEqualTo(Verdict.reply(SmtpReply.of(421, "4.7.0", "Enough for now")));
        assertThat(filter.onSender(TestMessage.plain(""))).isEqualTo(Verdict.pass());
    }

    @Test
    void blocklistRefusesListedClientsOnly() {
        BlocklistFilter filter =
                new BlocklistFilter(address -> address.isLoopbackAddress() ? Mono.just("me") : Mono.empty());
        TestConnection listed = TestConnection.from("localhost", InetAddress.getLoopbackAddress());
        StepVerifier.create(filter.onConnect(listed))
                .expectNext(Verdict.reject("5.7.1", "Listed by me"))
                .verifyComplete();
        StepVerifier.create(filter.onConnect(TestConnection.unknown()))
                .expectNext(Verdict.pass())
                .verifyComplete();
    }

    @Test
    void sizeRefusesWhileTheBodyArrives() {
        Event chunk = new Event.BodyRead(ByteBuffer.wrap("12345".getBytes(UTF_8)));
        Flux<Event> events = Flux.just(
                new Event.SenderGiven(MESSAGE),
                chunk,
                new Event.MessageAborted(),
                new Event.SenderGiven(MESSAGE),
                chunk,
                chunk);
        StepVerifier.create(new SizeFilter(9).onSession(events))
                .expectNext(Verdict.pass(), Verdict.pass(), Verdict.pass(), Verdict.pass())
                .expectNext(Verdict.reject("5.3.4", "Too large"))
                .verifyComplete();
    }

    @Test
    void scannerTellsLaterFilters() {
        new ScannerFilter().onMessage(MESSAGE);
        assertThat(ScanResult.all(MESSAGE.attributes()))
                .containsExactly(ScanResult.of("scanner", "no engine", Topic.MALWARE, Outcome.CLEAN, List.of()));
        assertThat(ScanResult.of("other", MESSAGE.attributes())).isEmpty();
    }
}
