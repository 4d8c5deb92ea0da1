/**
 * The milter wire protocol, versions 2 to 6, in both directions: packets as records, their codec, negotiation.
 *
 * <p>A packet is four length bytes (big-endian), one letter, data. The MTA sends a {@link Command}, the filter a
 * {@link Reply}. {@link org.milterflux.protocol.PacketDecoder} turns bytes into packets however they were cut,
 * {@link org.milterflux.protocol.PacketEncoder} turns packets into bytes, {@link org.milterflux.protocol.Negotiation}
 * settles what both sides may use. Nothing here opens a socket, starts a thread or remembers a connection.
 *
 * <p>Text on the wire has no charset. Every string here went through {@link org.milterflux.protocol.WireText}: it reads
 * as UTF-8 and still gives back exactly the bytes it came from.
 *
 * <p>Reading is tolerant where deployed MTAs and filters differ, writing is strict: see
 * {@link org.milterflux.protocol.Packet#fault()}. Nothing is null; every value is immutable and safe to share between
 * threads, a {@link org.milterflux.protocol.BodyChunk} until it is released.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
