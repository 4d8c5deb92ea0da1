package org.milterflux.transport.internal;

import java.time.Duration;
import org.milterflux.protocol.PacketDecoder;

/**
 * What one listener grants its peers.
 *
 * @param connections served at once; as many again are turned away politely, more are closed unread
 * @param idle without a byte in either direction
 * @param negotiation from accepting a connection until its offer was read
 * @param packet from the first byte of a packet to its last
 * @param packetBytes data bytes of a packet
 * @param queuedBytes of packets that were read and not yet taken by the handler; beyond it the socket is not read
 * @param drain for messages in flight when the listener stops
 */
record Limits(
        int connections,
        Duration idle,
        Duration negotiation,
        Duration packet,
        int packetBytes,
        int queuedBytes,
        Duration drain) {

    static final int CONNECTIONS = 16_384;
    /** What libmilter waits: an SMTP session may rest between messages for long. */
    static final int IDLE_SECONDS = 7_210;

    static final int NEGOTIATION_SECONDS = 30;
    static final int PACKET_SECONDS = 30;
    static final int PACKET_BYTES = PacketDecoder.DEFAULT_MAX_DATA;
    static final int QUEUED_BYTES = 1 << 20;
    static final int DRAIN_SECONDS = 30;

    /** Whoever was told to come back later has no reason to stay. */
    Limits turnedAway() {
        return new Limits(connections, negotiation, negotiation, packet, packetBytes, queuedBytes, drain);
    }
}
