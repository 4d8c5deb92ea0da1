package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.milterflux.core.internal.session.TestSession.DATA;
import static org.milterflux.core.internal.session.TestSession.END;
import static org.milterflux.core.internal.session.TestSession.END_OF_HEADERS;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.SUBJECT;
import static org.milterflux.core.internal.session.TestSession.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Body;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.PieceMemory;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.osgi.framework.Version;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Memory of the body goes back when nobody reads it any more, and never while somebody might. */
class SpentPiecesTest {

    private final Chain chain = TestSession.chain();
    private final PacketDecoder<Command> wire = wire();

    @TempDir
    Path spool;

    private TestSession inBody() {
        SpoolRoom room = new SpoolRoom(spool, 1 << 20, 1 << 20, 1 << 20);
        TestSession session = new TestSession(TestSession.workshop(chain, room)).greeted();
        session.ask(MAIL);
        session.ask(RCPT);
        session.ask(DATA);
        session.tell(SUBJECT);
        session.ask(END_OF_HEADERS);
        return session;
    }

    @Test
    void whenTheFilterThatIsServedLiveHasPassedIt() {
        chain.add(reader(new StreamFilter()));
        try (TestSession session = inBody()) {
            BodyChunk piece = piece('a');
            session.ask(piece);
            assertThat(isReleased(piece)).isTrue();
        }
    }

    @Test
    void neverWhenTheFilterThatIsServedLiveDidNotAnswerInTime() {
        PolicyOf.filter("reader")
                .onFailure(FailureAction.SKIP)
                .within(Duration.ofMillis(50))
                .in(chain);
        chain.add(reader((SessionFilter) events -> Flux.from(events)
                .filter(Event::isAnswered)
                .<Decision>concatMap(
                        event -> event instanceof Event.BodyRead ? Mono.never() : Mono.just(Verdict.pass()))));
        try (TestSession session = inBody()) {
            BodyChunk piece = piece('a');
            session.ask(piece);
            assertThat(isReleased(piece)).isFalse();
        }
    }

    @Test
    void whenTheEditsMadeOfItAreOut() {
        chain.add(filter("plain", 0, (MessageFilter)
                message -> Decision.edit(Edit.appendToBody("end".getBytes(StandardCharsets.US_ASCII)))));
        try (TestSession session = inBody()) {
            BodyChunk first = piece('a');
            BodyChunk second = piece('b');
            session.ask(first);
            session.ask(second);
            List<Boolean> tooSoon = new CopyOnWriteArrayList<>();
            session.onReply(reply -> tooSoon.add(isReleased(second)));
            List<Reply> replies = session.askAll(END);
            assertThat(tooSoon).hasSize(4).containsOnly(false);
            assertThat(replies).hasSize(4).endsWith(new Continue());
            assertThat(replies.subList(0, 2)).containsExactly(replacing('a'), replacing('b'));
            awaitRelease(first);
            awaitRelease(second);
        }
    }

    @Test
    void whenAMessagePassesAtOnce() {
        chain.add(filter("prompt", 0, (ReactiveMessageFilter) message -> Mono.just(Verdict.pass())));
        try (TestSession session = inBody()) {
            BodyChunk piece = piece('a');
            session.ask(piece);
            assertThat(session.askAll(END)).containsExactly(new Continue());
            awaitRelease(piece);
        }
    }

    @Test
    void neverWhenAFilterThatFailedMayStillReadIt() {
        PolicyOf.filter("slow")
                .onFailure(FailureAction.SKIP)
                .within(Duration.ofMillis(50))
                .in(chain);
        try (SlowReader slow = new SlowReader();
                TestSession session = inBody()) {
            BodyChunk piece = piece('a');
            session.ask(piece);
            assertThat(session.askAll(END)).containsExactly(new Continue());
            assertThat(slow.reading.getCount()).isZero();
            session.ask(MAIL);
            assertThat(isReleased(piece)).isFalse();
        }
    }

    @Test
    void neverWhenTheMtaLeavesWhileItIsRead() throws InterruptedException {
        try (SlowReader slow = new SlowReader();
                TestSession session = inBody()) {
            BodyChunk piece = piece('a');
            session.ask(piece);
            session.tell(END);
            slow.reading.await();
            session.cancel();
            assertThat(isReleased(piece)).isFalse();
        }
    }

    @Test
    void andABodyThatIsReadTooLateSaysSo() {
        List<Body> held = new ArrayList<>();
        chain.add(filter("hoarder", 0, (MessageFilter) message -> {
            held.add(message.body());
            return Verdict.pass();
        }));
        try (TestSession session = inBody()) {
            BodyChunk piece = piece('a');
            session.ask(piece);
            session.askAll(END);
            awaitRelease(piece);
            assertThatIllegalStateException()
                    .isThrownBy(() -> held.get(0).bytes())
                    .withMessageContaining("its message is over");
        }
    }

    /** A filter that reads the body and edits nothing. */
    private static FilterInstance reader(Object service) {
        return new FilterInstance(
                new FilterInstance.Profile(
                        "reader", Version.valueOf("1.0.0"), "b", 1, 0, 1, Effects.of(Set.of(), true, List.of(), false)),
                service);
    }

    private static void awaitRelease(BodyChunk piece) {
        await().untilAsserted(() -> assertThat(isReleased(piece)).isTrue());
    }

    private static boolean isReleased(BodyChunk piece) {
        try {
            return piece.bytes().remaining() == 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static PacketDecoder<Command> wire() {
        PacketDecoder<Command> decoder = PacketDecoder.commands(1 << 20, new PieceMemory());
        decoder.decode(new PacketEncoder().encode(OptionNegotiation.offer(6)), offer -> {});
        return decoder;
    }

    /** A full piece as it comes off a socket, in two segments. */
    private BodyChunk piece(char filling) {
        List<Command> read = new ArrayList<>();
        ByteBuffer encoded = new PacketEncoder().encode(new BodyChunk(full(filling)));
        wire.decode(encoded.slice(0, 40_000), read::add);
        wire.decode(encoded.slice(40_000, encoded.remaining() - 40_000), read::add);
        return (BodyChunk) read.get(0);
    }

    private static ReplaceBody replacing(char filling) {
        return new ReplaceBody(full(filling));
    }

    private static ByteBuffer full(char filling) {
        byte[] bytes = new byte[PacketEncoder.MAX_DATA];
        Arrays.fill(bytes, (byte) filling);
        return ByteBuffer.wrap(bytes);
    }

    /** A filter of the chain that reads until it is closed, whoever interrupts it. */
    private final class SlowReader implements MessageFilter, AutoCloseable {

        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        SlowReader() {
            chain.add(filter("slow", 0, this));
        }

        @Override
        public Decision onMessage(Message message) {
            reading.countDown();
            while (over.getCount() > 0) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    // it does not listen
                }
            }
            return Verdict.pass();
        }

        @Override
        public void close() {
            over.countDown();
        }
    }
}
