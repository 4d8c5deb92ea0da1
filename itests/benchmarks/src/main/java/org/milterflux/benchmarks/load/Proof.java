package org.milterflux.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;

/** Holds what one milter asks for at the end of one message against what it must ask for: that, and nothing else. */
final class Proof {

    private static final String FIELD = "X-Bench-Sum";

    /** What must be asked for. */
    enum Kind {
        /** No edit at all. */
        NOTHING,
        /** Header fields with the sum of the body's bytes. */
        SUM,
        /** The body with the footer. */
        FOOTER
    }

    /**
     * The same for every message of a run.
     *
     * @param times sums to be added
     * @param sum the right one
     * @param body the right one
     */
    record Terms(Kind kind, int times, String sum, ByteBuffer body) {
        static Terms of(Kind kind, int times, Mail mail) {
            ByteBuffer body = kind == Kind.FOOTER ? mail.withFooter() : ByteBuffer.allocate(0);
            return new Terms(kind, kind == Kind.SUM ? times : 0, Long.toString(mail.sum()), body);
        }
    }

    private final Terms terms;
    private final String space;
    private final ByteBuffer awaited;
    private final List<Header> added = new ArrayList<>();

    Proof(Terms terms, String space) {
        this.terms = terms;
        this.space = space;
        awaited = terms.body().duplicate();
    }

    void edit(Reply edit) throws Deviation {
        if (terms.kind() == Kind.SUM && edit instanceof AddHeader field) {
            sum(field);
        } else if (terms.kind() == Kind.FOOTER && edit instanceof ReplaceBody piece) {
            body(piece.bytes());
        } else {
            throw new Deviation("edit", "must not ask for " + edit.replyKind());
        }
    }

    private void sum(AddHeader field) throws Deviation {
        if (!field.name().equals(FIELD)) {
            throw new Deviation("header", "added " + field.name() + " instead of " + FIELD);
        }
        if (!field.value().equals(space + terms.sum())) {
            throw new Deviation("sum", "added '" + field.value() + "' instead of '" + space + terms.sum() + "'");
        }
        added.add(new Header(FIELD, terms.sum()));
    }

    private void body(ByteBuffer piece) throws Deviation {
        int at = awaited.position();
        if (piece.remaining() > awaited.remaining() || !piece.equals(awaited.slice(at, piece.remaining()))) {
            throw new Deviation("body", "is not the message's with the footer, in the piece from byte " + at);
        }
        awaited.position(at + piece.remaining());
    }

    /** The message is done. */
    void end() throws Deviation {
        if (added.size() != terms.times()) {
            throw new Deviation("headers", added.size() + " added, " + terms.times() + " awaited");
        }
        if (awaited.hasRemaining()) {
            throw new Deviation("body", awaited.remaining() + " bytes of the new one are missing");
        }
    }

    /** What the next milter sees at the end of the header. */
    List<Header> added() {
        return added;
    }
}
