package org.milterflux.filter.spamassassin.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Headers;
import org.milterflux.api.Message;
import org.milterflux.api.Placement;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ResultHeader;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.engine.Printable;

/** What becomes of a message: a function of the message, the answer and the configuration. */
final class Judgement {

    private static final ResultHeader FLAG = new ResultHeader("X-Spam-Flag");
    private static final ResultHeader STATUS = new ResultHeader("X-Spam-Status");
    private static final ResultHeader LEVEL = new ResultHeader("X-Spam-Level");
    private static final ResultHeader VERSION = new ResultHeader("X-Spam-Checker-Version");
    private static final ResultHeader REPORT = new ResultHeader("X-Spam-Report");

    private static final int MOST_STARS = 50;
    private static final int MOST_SYMBOLS = 100;
    private static final String TOO_LARGE = "Message too large to be scanned";

    private final SpamassassinSettings settings;

    Judgement(SpamassassinSettings settings) {
        this.settings = settings;
    }

    /** Of a message that spamd has seen. */
    Decision on(Message message, Answer answer) {
        if (reaches(settings.discardAbove(), answer)) {
            return Verdict.discard();
        }
        if (reaches(settings.rejectAbove(), answer)) {
            return Verdict.reject("5.7.1", "Blocked as spam");
        }
        List<Edit> edits = stripped(message);
        write(edits, VERSION, "SpamAssassin");
        write(edits, LEVEL, "*".repeat((int) Math.max(0, Math.min(MOST_STARS, answer.score()))));
        write(edits, STATUS, status(answer));
        if (isSpam(answer)) {
            write(edits, FLAG, "YES");
            mark(edits, message, answer);
        }
        return Decision.edit(edits);
    }

    /** Of a message that no engine has seen because of its size. */
    Decision onTooLarge(Message message) {
        return switch (settings.tooLarge()) {
            case TEMPFAIL -> Verdict.tempfail("4.3.4", TOO_LARGE);
            case REJECT -> Verdict.reject("5.3.4", TOO_LARGE);
            case PASS -> {
                List<Edit> edits = stripped(message);
                write(edits, STATUS, "Unscanned, larger than " + settings.maxBytes() + " bytes");
                yield Decision.edit(edits);
            }
        };
    }

    /** What later filters read. */
    ScanResult result(Spamd.Scan scan) {
        Answer answer = scan.answer();
        return ScanResult.of(
                        settings.filter(),
                        scan.engine(),
                        Topic.SPAM,
                        isSpam(answer) ? Outcome.FOUND : Outcome.CLEAN,
                        answer.symbols())
                .scored(answer.score(), threshold(answer));
    }

    private void mark(List<Edit> edits, Message message, Answer answer) {
        if (!settings.subjectTag().isEmpty()) {
            edits.add(tagged(message.headers()));
        }
        switch (settings.report()) {
            case NONE -> {}
            case HEADER ->
                edits.add(Edit.insertHeader(Placement.belowReceived(), REPORT.name(), folded(answer.report())));
            case BODY -> edits.addAll(Wrapping.of(message, answer.report(), "=_" + UUID.randomUUID()));
        }
    }

    private Edit tagged(Headers headers) {
        String tag = settings.subjectTag();
        return headers.first("Subject")
                .map(subject -> Edit.changeHeader(
                        subject, subject.value().startsWith(tag) ? subject.value() : tag + subject.value()))
                .orElseGet(() -> Edit.addHeader("Subject", tag.strip()));
    }

    private static String folded(String report) {
        return String.join(
                "\n\t",
                report.lines()
                        .map(Printable::of)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static List<Edit> stripped(Message message) {
        List<Edit> edits = new ArrayList<>();
        Stream.of(FLAG, STATUS, LEVEL, VERSION, REPORT)
                .forEach(header -> edits.addAll(header.strip(message.headers())));
        return edits;
    }

    private static void write(List<Edit> edits, ResultHeader header, String value) {
        edits.addAll(header.write(new Headers(List.of()), value));
    }

    /** As SpamAssassin writes it. */
    private String status(Answer answer) {
        String tests =
                String.join(", ", answer.symbols().stream().limit(MOST_SYMBOLS).toList());
        return String.format(
                Locale.ROOT,
                "%s, score=%.1f required=%.1f tests=%s",
                isSpam(answer) ? "Yes" : "No",
                answer.score(),
                threshold(answer),
                tests.isEmpty() ? "none" : tests);
    }

    private boolean isSpam(Answer answer) {
        return settings.tagAbove().isPresent() ? reaches(settings.tagAbove(), answer) : answer.spam();
    }

    private double threshold(Answer answer) {
        return settings.tagAbove().orElse(answer.required());
    }

    private static boolean reaches(OptionalDouble limit, Answer answer) {
        return limit.isPresent() && answer.score() >= limit.getAsDouble();
    }
}
