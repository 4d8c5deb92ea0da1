package org.milterflux.protocol;

import java.nio.ByteBuffer;

/**
 * The message is complete; edits may precede the verdict on it.
 *
 * <p>Wire ({@code SMFIC_BODYEOB}): letter {@code E}, normally without data.
 *
 * @param tail a last piece of the body, almost always empty: no known MTA sends one, the protocol allows it. Read-only
 */
public record EndOfMessage(ByteBuffer tail) implements Command {

    public EndOfMessage {
        tail = tail.asReadOnlyBuffer();
    }

    static EndOfMessage decode(PacketReader in) {
        return new EndOfMessage(in.rest());
    }

    @Override
    public CommandCode commandCode() {
        return CommandCode.END_OF_MESSAGE;
    }

    @Override
    public int dataSize() {
        return tail.remaining();
    }

    @Override
    public void writeData(ByteBuffer out) {
        out.put(tail.duplicate());
    }

    /** The end of a message as every MTA sends it: without data. */
    public static EndOfMessage withoutTail() {
        return new EndOfMessage(ByteBuffer.allocate(0));
    }
}
