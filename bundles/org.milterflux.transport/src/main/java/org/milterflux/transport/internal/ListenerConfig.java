package org.milterflux.transport.internal;

import org.osgi.service.component.annotations.ComponentPropertyType;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator can say about one listener, and what holds when nothing is said. */
@ComponentPropertyType
@ObjectClassDefinition(
        name = "Milterflux listener",
        description =
                "A socket on which MTAs reach the filter chain. One configuration for each; changes apply live: limits to new"
                        + " connections, another socket is opened before the old one stops to accept and lets its connections finish.")
@interface ListenerConfig {

    @AttributeDefinition(
            name = "Socket",
            description = "Where to listen: inet:8891@127.0.0.1, inet6:8891@::1, or unix:/run/milterflux/milter.sock")
    String socket() default "";

    @AttributeDefinition(
            name = "Mode",
            description = "Unix sockets: permissions as for chmod. Who may write may connect.")
    String mode() default UnixAccess.DEFAULT_MODE;

    @AttributeDefinition(
            name = "Group",
            description = "Unix sockets: the group of the file, such as postfix; empty leaves the one new files get.")
    String group() default "";

    @AttributeDefinition(
            name = "Connections",
            description = "Served at once. As many again are answered with 421 4.3.2; more are closed unread.")
    int maxConnections() default Limits.CONNECTIONS;

    @AttributeDefinition(
            name = "Idle seconds",
            description =
                    "A connection without a byte in either direction for so long is closed. SMTP sessions may rest for long.")
    int idleSeconds() default Limits.IDLE_SECONDS;

    @AttributeDefinition(
            name = "Negotiation seconds",
            description = "A peer must have sent its option negotiation within this time.")
    int negotiationSeconds() default Limits.NEGOTIATION_SECONDS;

    @AttributeDefinition(
            name = "Packet seconds",
            description = "A packet that has begun must be complete within this time.")
    int packetSeconds() default Limits.PACKET_SECONDS;

    @AttributeDefinition(
            name = "Packet bytes",
            description = "The most data bytes of a packet. Before the negotiation much less is believed.")
    int maxPacketBytes() default Limits.PACKET_BYTES;

    @AttributeDefinition(
            name = "Queued bytes",
            description =
                    "Bytes of packets that may wait for the filters; beyond it the socket is not read until they were taken.")
    int maxQueuedBytes() default Limits.QUEUED_BYTES;

    @AttributeDefinition(
            name = "Drain seconds",
            description = "How long messages in flight may take when the listener stops.")
    int drainSeconds() default Limits.DRAIN_SECONDS;
}
