package org.milterflux.transport.internal;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** How long one connection may take for what: to negotiate, to complete a packet, to say anything. For its event loop only. */
final class Patience {

    private final Deadline negotiation;
    private final Deadline packet;
    private final Deadline idle;

    /** @param exhausted told what took too long */
    Patience(EventLoop loop, Limits limits, Consumer<String> exhausted) {
        long negotiationSeconds = limits.negotiation().toSeconds();
        long packetSeconds = limits.packet().toSeconds();
        long idleSeconds = limits.idle().toSeconds();
        negotiation = new Deadline(
                loop,
                limits.negotiation(),
                () -> exhausted.accept("no option negotiation within " + negotiationSeconds + " s"));
        packet = new Deadline(
                loop, limits.packet(), () -> exhausted.accept("packet not complete within " + packetSeconds + " s"));
        idle = new Deadline(loop, limits.idle(), () -> exhausted.accept("idle for " + idleSeconds + " s"));
    }

    void connected() {
        negotiation.restart();
        idle.restart();
    }

    void negotiated() {
        negotiation.pause();
    }

    /** Bytes went in or out. */
    void active() {
        idle.restart();
    }

    /** @param another whether it began just now */
    void packetUnderWay(boolean another) {
        if (another || !packet.isRunning()) {
            packet.restart();
        }
    }

    /** No packet is under way, or we do not read it. */
    void noPacket() {
        packet.pause();
    }

    void cancel() {
        negotiation.cancel();
        packet.cancel();
        idle.cancel();
    }
}
