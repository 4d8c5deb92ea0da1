package org.milterflux.core.internal.chain;

import java.util.ArrayList;
import java.util.List;
import org.milterflux.api.Edit;
import org.milterflux.core.internal.chain.Generation.Member;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.FilterRecord.Call;

/** What one filter did with one message. Read by whoever ends the message, perhaps while a filter still works. */
final class Note {

    private final Member member;
    private final List<Call> calls = new ArrayList<>(4);
    private long contentNanos;
    private String contentAnswer = "";
    private List<String> edits = List.of();
    private String word = "idle";
    private String reason = "the message ended before its turn";

    Note(Member member) {
        this.member = member;
    }

    /** It was not asked. */
    synchronized void idle(String why) {
        reason = why;
    }

    /** It was asked, and gave the answer that counts from now on. */
    synchronized void called(Stage stage, String answer, String detail, long nanos) {
        if (stage == Stage.CONTENT) {
            contentNanos += nanos;
            contentAnswer = answer;
        } else {
            endContent();
            calls.add(new Call(Words.lower(stage), answer, nanos / 1000));
        }
        word = answer;
        reason = detail;
    }

    /** Whether the filter was asked at all. */
    synchronized boolean wasAsked() {
        return !calls.isEmpty() || !contentAnswer.isEmpty();
    }

    /** All pieces of the content are one call. */
    private void endContent() {
        if (!contentAnswer.isEmpty()) {
            calls.add(new Call(Words.lower(Stage.CONTENT), contentAnswer, contentNanos / 1000));
            contentAnswer = "";
            contentNanos = 0;
        }
    }

    synchronized void edits(List<Edit> wanted) {
        edits = wanted.stream().map(Words::of).toList();
    }

    synchronized FilterRecord record() {
        endContent();
        return new FilterRecord(
                member.id(), member.filter().profile().version().toString(), member.rank(), word, reason, edits, calls);
    }
}
