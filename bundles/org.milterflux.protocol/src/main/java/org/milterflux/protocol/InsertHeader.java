package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Insert a header field at a position.
 *
 * <p>Wire ({@code SMFIR_INSHEADER}): letter {@code i}, {@code uint32} index, two strings. Needs
 * {@link Action#ADD_HEADERS}.
 *
 * @param index position: 0 above the MTA's own {@code Received}, 1 right below it, a huge number the end; all others
 *     differ between MTAs; negative when the wire said 2^31 or more
 * @param name as for {@link AddHeader}
 * @param value as for {@link AddHeader}
 */
public record InsertHeader(int index, String name, String value) implements Reply {

    public InsertHeader {
        WireText.requireNoNul(name, "name");
        WireText.requireNoNul(value, "value");
    }

    static InsertHeader decode(PacketReader in) {
        return new InsertHeader(in.int32(), in.string(), in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.INSERT_HEADER;
    }

    @Override
    public int dataSize() {
        return Integer.BYTES + WireText.stringSize(name) + WireText.stringSize(value);
    }

    @Override
    public void writeData(ByteBuffer out) {
        out.putInt(index);
        WireText.putString(name, out);
        WireText.putString(value, out);
    }

    @Override
    public Optional<String> fault() {
        return HeaderRules.fault(index, name, value);
    }
}
