package org.milterflux.filter.milter.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;

/** What the milter says to one event, packet by packet, and what it comes to. For one thread at a time. */
final class Answer {

    private final Terms terms;
    private final CommandCode event;
    private final long mostEditBytes;
    private final List<Edit> edits = new ArrayList<>();
    private final List<ByteBuffer> body = new ArrayList<>();
    private int bodyPlace = -1;
    private long editBytes;
    private Verdict verdict = Verdict.pass();

    /** @param mostEditBytes of the edits together */
    Answer(Terms terms, CommandCode event, long mostEditBytes) {
        this.terms = terms;
        this.event = event;
        this.mostEditBytes = mostEditBytes;
    }

    /**
     * One more packet; the last is the verdict.
     *
     * @throws ProtocolException when it does not belong here
     * @throws IllegalArgumentException when no MTA should see such an edit
     */
    void add(Reply reply) {
        switch (reply.replyKind().role()) {
            case PROGRESS -> {}
            case EDIT -> edit(reply);
            case VERDICT, NEGOTIATION -> verdict = Verdicts.of(reply);
        }
    }

    private void edit(Reply reply) {
        String letter = "'" + (char) reply.letter() + "'";
        if (event != CommandCode.END_OF_MESSAGE) {
            throw new ProtocolException("it sent the edit " + letter + ", which is for the end of the message only");
        }
        if (!terms.allows(reply.replyKind())) {
            throw new ProtocolException("it sent the edit " + letter + ", which it did not announce in negotiation");
        }
        editBytes += reply.dataSize();
        if (editBytes > mostEditBytes) {
            throw new ProtocolException("its edits are of more than " + mostEditBytes + " bytes (maxEditBytes)");
        }
        if (reply instanceof ReplaceBody piece) {
            replace(piece);
        } else {
            edits.add(new Edits(terms.leadingSpace()).of(reply));
        }
    }

    /** Pieces are one new body, wherever they come; libmilter sends one for each call of the filter. */
    private void replace(ReplaceBody piece) {
        if (bodyPlace < 0) {
            bodyPlace = edits.size();
        }
        body.add(piece.bytes());
    }

    /** What it comes to: the edits count only when the message may pass. */
    Decision decision() {
        if (event == CommandCode.UNKNOWN) {
            return refusal();
        }
        if (event != CommandCode.END_OF_MESSAGE || !verdict.passes()) {
            return verdict;
        }
        if (bodyPlace >= 0) {
            edits.add(bodyPlace, Edit.replaceBody(joined()));
        }
        return edits.isEmpty() ? verdict : Decision.edit(edits);
    }

    /** An unknown command can be refused, and nothing else: it belongs to no message. */
    private Verdict refusal() {
        return verdict.passes() || verdict.kind() == Verdict.Kind.DISCARD ? Verdict.pass() : verdict;
    }

    private byte[] joined() {
        ByteBuffer joined = ByteBuffer.allocate(
                body.stream().mapToInt(ByteBuffer::remaining).sum());
        body.forEach(piece -> joined.put(piece.duplicate()));
        return joined.array();
    }
}
