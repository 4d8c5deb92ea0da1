package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Add a header field.
 *
 * <p>Wire ({@code SMFIR_ADDHEADER}): letter {@code h}, two strings. Needs {@link Action#ADD_HEADERS}. Postfix appends
 * it; Sendmail puts it before the first field of the same name, if there is one.
 *
 * @param name printable ASCII without colon
 * @param value lines joined by LF, each continuation starting with space or tab; with its own leading space when
 *     {@link Step#HEADER_LEADING_SPACE} was agreed
 */
public record AddHeader(String name, String value) implements Reply {

    public AddHeader {
        WireText.requireNoNul(name, "name");
        WireText.requireNoNul(value, "value");
    }

    static AddHeader decode(PacketReader in) {
        return new AddHeader(in.string(), in.string());
    }

    @Override
    public ReplyKind replyKind() {
        return ReplyKind.ADD_HEADER;
    }

    @Override
    public int dataSize() {
        return WireText.stringSize(name) + WireText.stringSize(value);
    }

    @Override
    public void writeData(ByteBuffer out) {
        WireText.putString(name, out);
        WireText.putString(value, out);
    }

    @Override
    public Optional<String> fault() {
        return HeaderRules.fault(name, value);
    }
}
