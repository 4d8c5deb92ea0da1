package org.milterflux.core.internal.message;

import java.util.List;
import org.milterflux.api.Body;
import org.milterflux.api.Bytes;
import org.milterflux.api.Edit;

/** Body edits: the new bytes get CRLF line ends, and nothing that stays is copied. */
final class BodyEdits {

    private BodyEdits() {}

    /** The body after one edit. */
    static Body apply(Body body, Edit edit) {
        if (edit instanceof Edit.AppendToBody append) {
            return new JoinedBody(List.of(body, lines(append.bytes())));
        }
        if (edit instanceof Edit.PrependToBody prepend) {
            return new JoinedBody(List.of(lines(prepend.bytes()), body));
        }
        if (edit instanceof Edit.SpliceBody splice) {
            return SplicedBody.of(body, splice.splices());
        }
        return lines(((Edit.ReplaceBody) edit).bytes());
    }

    /** New bytes, as a body of their own. */
    static Body lines(Bytes bytes) {
        return MemoryBody.of(LineEnds.crlf(bytes.buffer()));
    }
}
