package org.milterflux.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Step;

/** Headers and body while edits are applied. */
final class EditedMail {

    private final Mta mta;
    private final String space;
    private final TestMail original;
    private final HeaderBlock headers;
    private Optional<ByteArrayOutputStream> body = Optional.empty();

    EditedMail(Mta mta, OptionNegotiation agreement, TestMail original) {
        this.mta = mta;
        this.original = original;
        space = agreement.has(Step.HEADER_LEADING_SPACE) ? "" : " ";
        headers = HeaderBlock.of(mta, original.headers());
    }

    void apply(Reply edit) {
        if (edit instanceof AddHeader add) {
            headers.add(field(add.name(), add.value()));
        } else if (edit instanceof InsertHeader insert) {
            headers.insert(Integer.toUnsignedLong(insert.index()), field(insert.name(), insert.value()));
        } else if (edit instanceof ChangeHeader change) {
            change(change);
        } else if (edit instanceof ReplaceBody piece) {
            append(piece.bytes());
        }
    }

    private void change(ChangeHeader change) {
        long index = Integer.toUnsignedLong(change.index());
        if (change.value().isEmpty()) {
            headers.delete(index, change.name());
        } else {
            headers.change(index, field(change.name(), change.value()));
        }
    }

    private Header field(String name, String value) {
        return new Header(name, space + value);
    }

    /** The first piece empties the old body. */
    private void append(ByteBuffer piece) {
        ByteArrayOutputStream out = body.orElseGet(ByteArrayOutputStream::new);
        byte[] bytes = new byte[piece.remaining()];
        piece.duplicate().get(bytes);
        out.writeBytes(bytes);
        body = Optional.of(out);
    }

    HeaderBlock headers() {
        return headers;
    }

    TestMail mail() {
        return new TestMail(
                headers.visible(),
                body.map(ByteArrayOutputStream::toByteArray).map(this::asStored).orElse(original.body()));
    }

    /** Postfix keeps lines, so it ends the last one and knows no bare LF; Sendmail keeps bytes. */
    private ByteBuffer asStored(byte[] bytes) {
        return ByteBuffer.wrap(mta == Mta.POSTFIX ? LineEnds.crlf(bytes) : bytes);
    }
}
