package org.milterflux.filter.footer.internal;

import java.nio.ByteBuffer;
import java.util.List;
import org.milterflux.api.Edit;
import org.milterflux.api.Splice;

/**
 * A text with its footer.
 *
 * @param header what changes in the header fields of the text
 * @param anew whether the bytes are the whole text; else they come between its bytes
 * @param splice where they stand in the body
 */
record Written(List<Edit> header, boolean anew, Splice splice) {

    /** The bytes of the text stay. */
    static Written inserted(List<Edit> header, long offset, byte[] bytes) {
        return new Written(header, false, Splice.insert(offset, bytes));
    }

    /** The text is encoded anew. */
    static Written anew(List<Edit> header, Source source, byte[] bytes) {
        return new Written(header, true, Splice.replace(source.offset(), source.size(), bytes));
    }

    /** What is inserted, or the whole text; a copy. */
    byte[] bytes() {
        ByteBuffer buffer = splice.bytes().buffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
