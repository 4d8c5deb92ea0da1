package org.milterflux.benchmarks.load;

import java.nio.ByteBuffer;
import org.milterflux.protocol.CommandCode;

/**
 * One event with the macros before it, as bytes of one write.
 *
 * @param code of the event
 * @param awaited whether the MTA waits for a verdict
 * @param bytes empty when the event was negotiated away; duplicate before reading
 */
record Frame(CommandCode code, boolean awaited, ByteBuffer bytes) {}
