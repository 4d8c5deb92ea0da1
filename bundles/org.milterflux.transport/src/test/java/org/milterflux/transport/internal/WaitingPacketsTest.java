package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.ProtocolException;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class WaitingPacketsTest {

    private int taken;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final WaitingPackets<Helo> packets = new WaitingPackets<>(channel, () -> taken++);

    private static Helo packet(int number) {
        return new Helo(Integer.toString(number));
    }

    /** Asks for nothing by itself. */
    private static final class Reader extends BaseSubscriber<Helo> {

        private final List<Helo> read = new ArrayList<>();
        private final Consumer<Reader> then;

        Reader() {
            this(reader -> {});
        }

        /** @param then done with each packet */
        Reader(Consumer<Reader> then) {
            this.then = then;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // the test asks
        }

        @Override
        protected void hookOnNext(Helo packet) {
            read.add(packet);
            then.accept(this);
        }
    }

    @Test
    void whatWasAskedForIsHandedOnAtOnceAndTheRestWaits() {
        Reader reader = new Reader();
        packets.subscribe(reader);
        reader.request(2);
        for (int i = 0; i < 4; i++) {
            packets.add(packet(i));
        }
        assertThat(reader.read).containsExactly(packet(0), packet(1));
        assertThat(packets.isEmpty()).isFalse();
        taken = 0;
        reader.request(1);
        assertThat(reader.read).hasSize(3);
        assertThat(taken).isZero();
        reader.request(1);
        assertThat(reader.read).endsWith(packet(3));
        assertThat(packets.isEmpty()).isTrue();
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void whatCameBeforeTheSubscriberIsNotLost() {
        packets.add(packet(1));
        packets.complete();
        StepVerifier.create(packets).expectNext(packet(1)).verifyComplete();
    }

    @Test
    void theEndComesAfterThePacketsThatWait() {
        packets.add(packet(1));
        packets.fail(new ProtocolException("no milter"));
        StepVerifier.create(packets, 0).thenRequest(1).expectNext(packet(1)).verifyErrorMessage("no milter");
    }

    @Test
    void theEndNeedsNotBeAskedFor() {
        packets.complete();
        StepVerifier.create(packets, 0).verifyComplete();
    }

    @Test
    void whoLeavesHearsNoMoreAndNothingIsKeptForHim() {
        Reader reader = new Reader();
        packets.subscribe(reader);
        packets.add(packet(1));
        taken = 0;
        reader.cancel();
        assertThat(packets.isEmpty()).isTrue();
        assertThat(taken).isEqualTo(1);
        packets.add(packet(2));
        packets.complete();
        assertThat(packets.isEmpty()).isTrue();
        assertThat(reader.read).isEmpty();
    }

    @Test
    void whoLeavesInTheMiddleOfAPacketGetsNoOther() {
        Reader reader = new Reader(Reader::cancel);
        packets.add(packet(1));
        packets.add(packet(2));
        packets.subscribe(reader);
        reader.request(2);
        assertThat(reader.read).containsExactly(packet(1));
    }

    @Test
    void thereIsOneSubscriber() {
        packets.subscribe(new Reader());
        StepVerifier.create(packets).verifyError(IllegalStateException.class);
    }

    @Test
    void askingForTheNextFromWithinAPacketPilesNothingUp() {
        Reader reader = new Reader(one -> one.request(1));
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            packets.add(packet(i));
        }
        packets.subscribe(reader);
        reader.request(1);
        assertThat(reader.read).hasSize(many).endsWith(packet(many - 1));
    }

    @Test
    void goesOnAfterAReaderThatThrew() {
        Reader reader = new Reader(one -> {
            if (one.read.size() == 1) {
                throw new StackOverflowError("on purpose"); // which Reactor holds fatal, and does not signal
            }
        });
        packets.subscribe(reader);
        reader.request(2);
        assertThatThrownBy(() -> packets.add(packet(1))).isInstanceOf(StackOverflowError.class);
        packets.add(packet(2));
        assertThat(reader.read).containsExactly(packet(1), packet(2));
    }

    /** Packets come on the loop while their reader, elsewhere, asks for a few at a time. */
    @Test
    void keepsTheOrderWhoeverAsksFromWherever() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            LocalChannel busy = new LocalChannel();
            loops.register(busy).sync();
            EventLoop loop = busy.eventLoop();
            WaitingPackets<Helo> shared = new WaitingPackets<>(busy, () -> {});
            int many = 200_000;
            for (int i = 0; i <= many; i += 100) {
                int first = i;
                loop.execute(() -> {
                    for (int k = first; k < Math.min(first + 100, many); k++) {
                        shared.add(packet(k));
                    }
                    if (first == many) {
                        shared.complete();
                    }
                });
            }
            List<String> sent =
                    IntStream.range(0, many).mapToObj(Integer::toString).toList();
            StepVerifier.create(shared.publishOn(Schedulers.parallel(), 3)
                            .map(Helo::name)
                            .collectList())
                    .assertNext(read -> assertThat(read).isEqualTo(sent))
                    .expectComplete()
                    .verify(Duration.ofMinutes(1));
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void askingIsOfNoUseWhenTheLoopHasEnded() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        LocalChannel gone = new LocalChannel();
        loops.register(gone).sync();
        WaitingPackets<Helo> last = new WaitingPackets<>(gone, () -> taken++);
        Reader reader = new Reader();
        gone.eventLoop().submit(() -> last.subscribe(reader)).sync();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        taken = 0;
        reader.request(1);
        reader.cancel();
        assertThat(taken).isZero();
    }
}
