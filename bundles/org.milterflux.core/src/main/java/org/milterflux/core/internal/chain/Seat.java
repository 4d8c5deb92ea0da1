package org.milterflux.core.internal.chain;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Generation.Member;
import org.milterflux.core.internal.filter.Conversation;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.filter.Stage;

/** One filter's place in one connection, and how far they have got. For one event at a time. */
final class Seat {

    private final Member member;
    private Conversation conversation;
    private boolean introduced;
    private boolean acceptedConnection;
    private boolean acceptedMessage;
    private final AtomicBoolean inMessage = new AtomicBoolean();
    private Optional<Verdict> refusal = Optional.empty();

    Seat(Member member) {
        this.member = member;
        conversation = member.filter().converse();
    }

    /** The same filter, with its place in the connection, under what the administrator says now. */
    private Seat(Member member, Seat before) {
        this.member = member;
        conversation = before.conversation;
        introduced = before.introduced;
        acceptedConnection = before.acceptedConnection;
        refusal = before.refusal;
    }

    Seat under(Member next) {
        return next.equals(member) ? this : new Seat(next, this);
    }

    FilterInstance filter() {
        return member.filter();
    }

    Policy policy() {
        return member.policy();
    }

    Conversation conversation() {
        return conversation;
    }

    /** Whether the filter knows of the connection already; one that joins late is told at the next message. */
    boolean isIntroduced() {
        return introduced;
    }

    void introduced() {
        introduced = true;
    }

    /** What the filter, joining late, says to every message of this connection. */
    Optional<Verdict> refusal() {
        return refusal;
    }

    void refuses(Verdict verdict) {
        refusal = Optional.of(verdict);
    }

    boolean asks(Stage stage) {
        return !acceptedConnection
                && (stage.isConnection() || (inMessage.get() && !acceptedMessage))
                && conversation.wants(stage);
    }

    void accepts(Stage stage) {
        if (stage.isConnection()) {
            acceptedConnection = true;
        } else {
            acceptedMessage = true;
        }
    }

    /** The filter is out of this message; at the next one it is told of the connection anew. */
    void failed() {
        acceptedMessage = true;
        introduced = false;
        conversation.close();
        conversation = filter().converse();
    }

    boolean joinMessage() {
        acceptedMessage = false;
        inMessage.set(filter().acquire());
        return inMessage.get();
    }

    void leaveMessage(boolean aborted) {
        if (inMessage.getAndSet(false)) {
            if (aborted && !acceptedMessage) {
                conversation.abort();
            }
            filter().release();
        }
    }
}
