package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Change or delete a header field.
 *
 * <p>Wire ({@code SMFIR_CHGHEADER}): letter {@code m}, {@code uint32} index, two strings. Needs
 * {@link Action#CHANGE_HEADERS}. Delete several from the highest index down: in Postfix the rest moves up, in Sendmail
 * it does not.
 *
 * @param index one-based among the fields of this name, in message order; negative when the wire said 2^31 or more
 * @param name as for {@link AddHeader}
 * @param value as for {@link AddHeader}; empty deletes the field
 */
public record ChangeHeader(int index, String name, String value) implements Reply {

    public ChangeHeader {
        WireText.requireNoNul(name, "name");
        WireText.requireNoNul(value, "value");
    }

    static ChangeHeader decode(PacketReader in) {
        return new ChangeHeader(in.int32(), in.string(), in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.CHANGE_HEADER;
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
