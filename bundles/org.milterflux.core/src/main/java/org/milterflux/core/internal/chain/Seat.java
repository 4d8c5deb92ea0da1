package org.milterflux.core.internal.chain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Edit;
import org.milterflux.api.Verdict;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;
import org.milterflux.core.internal.chain.Generation.Member;
import org.milterflux.core.internal.filter.Conversation;
import org.milterflux.core.internal.filter.FailureScope;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.management.FilterRecord;

/** One filter's place in one connection, and how far they have got. For one event at a time. */
final class Seat {

    private enum Part {
        /** Whether it takes part in the message is not decided yet. */
        WAITING,
        /** It is asked. */
        IN,
        /** It is not asked any more. */
        OUT
    }

    private final Member member;
    private Conversation conversation;
    private @Nullable Note note;
    private volatile boolean held;
    private Part part = Part.OUT;
    private boolean introduced;
    private boolean outOfConnection;
    private boolean failed;
    private boolean done;
    private boolean skipsBody;
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
        outOfConnection = before.outOfConnection;
        failed = before.failed;
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

    private Note note() {
        if (note == null) {
            note = new Note(member);
        }
        return note;
    }

    /** It was asked; what it answers between messages is told of none. */
    void called(Stage stage, String answer, String detail, long nanos) {
        if (held) {
            note().called(stage, answer, detail, nanos);
        }
    }

    void edits(List<Edit> wanted) {
        note().edits(wanted);
    }

    /** What it did with the message. */
    FilterRecord record() {
        return note().record();
    }

    /** Whether the filter knows of the connection already; one that joins late is told when it joins. */
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

    /** A message begins. False when the filter is on its way out: then there is a newer chain without it. */
    boolean beginMessage() {
        note = new Note(member);
        skipsBody = false;
        done = false;
        failed &= policy().failureScope() == FailureScope.CONNECTION;
        part = outOfConnection ? Part.OUT : Part.WAITING;
        if (outOfConnection) {
            note().idle("it takes no further part in the connection");
        }
        held = filter().acquire();
        return held;
    }

    /** Whether it is still to be decided whether it takes part in the message. */
    boolean isWaiting() {
        return part == Part.WAITING;
    }

    /** Whether that can be decided at the stage: everything its condition names is known then. */
    boolean decidesAt(Stage stage) {
        return isWaiting() && stage.compareTo(decidedAt()) >= 0;
    }

    private Stage decidedAt() {
        return policy().condition().map(condition -> stage(condition.scope())).orElse(Stage.CONNECT);
    }

    private static Stage stage(Scope scope) {
        return switch (scope) {
            case CONNECTION -> Stage.CONNECT;
            case HELO -> Stage.HELO;
            case SENDER -> Stage.SENDER;
            case RECIPIENTS -> Stage.DATA;
            case MESSAGE -> Stage.MESSAGE;
        };
    }

    /**
     * Whether the administrator's condition holds.
     *
     * @throws RuntimeException when it cannot be told
     */
    boolean isMeant(Facts facts) {
        return policy().condition().map(condition -> condition.test(facts)).orElse(true);
    }

    /** Whether a condition that is on the connection alone lets it hear of the connection already. */
    boolean hearsOfConnection(Stage stage, Facts facts) {
        return !outOfConnection && !failed && stage.compareTo(decidedAt()) >= 0 && isMeant(facts);
    }

    void joins() {
        part = Part.IN;
    }

    /** Not meant for this message. */
    void staysOut(String why) {
        part = Part.OUT;
        note().idle(why);
    }

    boolean isIn() {
        return part == Part.IN;
    }

    /** Whether it is in the message, or may still join it. */
    boolean mayBeAsked() {
        return part != Part.OUT;
    }

    boolean asks(Stage stage) {
        return isIn() && conversation.wants(stage);
    }

    /** Whether it may still want the content, as far as is known. */
    boolean mayAskForContent() {
        return mayBeAsked() && conversation.wants(Stage.MESSAGE);
    }

    boolean readsBody() {
        return mayAskForContent() && filter().profile().effects().readsBody() && !skipsBody;
    }

    boolean editsBody() {
        return mayAskForContent() && filter().profile().effects().edits().contains(Edit.Kind.BODY);
    }

    void skipsBody() {
        skipsBody = true;
    }

    /** It has said its last word on the message. */
    void isDone() {
        done = true;
        part = Part.OUT;
    }

    /** It lets the rest of the connection pass. */
    void leavesConnection() {
        outOfConnection = true;
        part = Part.OUT;
    }

    /** The filter is out of this message; when it is tried again, it is told of the connection anew. */
    void failed() {
        part = Part.OUT;
        introduced = false;
        failed = true;
        conversation.close();
        conversation = filter().converse();
    }

    /** Whether it failed before, and the administrator wants that to last as long as the connection. */
    boolean hasFailed() {
        return failed;
    }

    /** Whether it is asked about a command the MTA does not know, which may come within a message or not. */
    boolean asksOfUnknown() {
        return introduced && !outOfConnection && !failed && (isIn() || !held) && conversation.wants(Stage.UNKNOWN);
    }

    /** Whether it had its last word, or was heard and has nothing to say at the end; not when that never came. */
    private boolean hasDoneItsPart() {
        return done || (isIn() && !conversation.wants(Stage.MESSAGE) && note().wasAsked());
    }

    /** The message is over. A filter that was in it and has not had the last word is told. */
    void endMessage() {
        if (held) {
            held = false;
            if (hasDoneItsPart()) {
                filter().messageEnded();
            }
            if (isIn()) {
                conversation.abort();
            }
            part = Part.OUT;
            filter().release();
        }
    }
}
