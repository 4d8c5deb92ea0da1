package org.milterflux.transport.internal;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.Packet;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.ProtocolException;
import reactor.core.publisher.Flux;

/**
 * The packets that come in over one channel: decoded on its event loop, handed on as they are asked for.
 *
 * <p>The socket is read all the time, so that the end of the connection is noticed while the reader of the packets is busy. What
 * is waiting is bounded: beyond it the socket is left alone until everything was taken. The bytes are counted since the queue
 * was last empty; for peers in lock-step, which all MTAs are, that is exact.
 *
 * <p>All methods are for the event loop, {@link #packets()} excepted.
 */
final class Inflow<P extends Packet> {

    private final Channel channel;
    private final PacketDecoder<P> decoder;
    private final int bound;
    private final Consumer<? super P> arrived;
    private final WaitingPackets<P> waiting;
    private @Nullable Macros told;
    private long bytes;
    private boolean paused;

    /**
     * @param bound bytes of packets that may wait
     * @param arrived told of each packet before it is handed on
     */
    Inflow(Channel channel, PacketDecoder<P> decoder, int bound, Consumer<? super P> arrived) {
        this.channel = channel;
        this.decoder = decoder;
        this.bound = bound;
        this.arrived = arrived;
        waiting = new WaitingPackets<>(channel, this::resume);
    }

    /** The packets in order, for one subscriber, from any thread. */
    Flux<P> packets() {
        return waiting;
    }

    /**
     * Takes in what was read; packets are handed on before this returns when they were asked for.
     *
     * @throws ProtocolException when it is not milter; the subscriber has not been told
     */
    void read(ByteBuffer in) {
        bytes += in.remaining();
        decoder.decode(in, this::add);
        if (waiting.isEmpty()) {
            bytes = 0;
        } else if (bytes > bound) {
            pause();
        }
    }

    private void add(P packet) {
        arrived.accept(packet);
        if (!isToldAgain(packet)) {
            waiting.add(packet);
        }
    }

    /** Postfix tells the queue id before every header field and every piece of the body, which have no macros of their own. */
    private boolean isToldAgain(P packet) {
        if (!(packet instanceof Macros macros)) {
            return false;
        }
        if (macros.equals(told)) { // and mostly the same object, as the decoder knows them again
            return true;
        }
        told = macros.stage().isEmpty() ? macros : null;
        return false;
    }

    private void pause() {
        paused = true;
        channel.config().setAutoRead(false);
    }

    private void resume() {
        if (paused) {
            paused = false;
            bytes = 0;
            channel.config().setAutoRead(true);
        }
    }

    /** Whether the socket is not being read because too much is waiting. */
    boolean isPaused() {
        return paused;
    }

    /** Whether a packet has begun and is not complete. */
    boolean isMidPacket() {
        return decoder.isMidPacket();
    }

    /** Tells the subscriber, after the packets before it, that nothing more comes. */
    void complete() {
        waiting.complete();
    }

    /** Tells the subscriber, after the packets before it, that what followed was not milter. */
    void fail(ProtocolException cause) {
        waiting.fail(cause);
    }
}
