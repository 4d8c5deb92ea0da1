package org.milterflux.filter.rspamd.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Message;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ResultHeader;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.engine.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What becomes of a message: a function of the message, the answer and the configuration. */
final class Judgement {

    private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);

    private static final String SPAM = "Spam message rejected";
    private static final String LATER = "Try again later";
    private static final String TOO_LARGE = "Message too large to be scanned";
    private static final int MOST_SYMBOLS = 100;
    private static final int MOST_REPLIED = 500;

    private final RspamdSettings settings;

    Judgement(RspamdSettings settings) {
        this.settings = settings;
    }

    /** Of a message that rspamd has seen. */
    Decision on(Message message, Answer answer) {
        JsonNode milter = answer.edits();
        Changes changes = new Changes(message.headers());
        settings.strip().forEach(changes::strip);
        changes.strip(settings.spamHeader());
        changes.order(milter);
        changes.sign(answer.signatures());
        settings.resultHeader().ifPresent(header -> changes.write(header, told(answer)));
        Deed deed = deed(message, answer);
        if (milter.path("no_action").asBoolean(false)) {
            changes.add(Edit.addHeader("X-Rspamd-Action", Printable.of(answer.action())));
            deed = Deed.PASS;
        }
        return decide(deed, answer, changes);
    }

    /** Of a message that no engine has seen because of its size. */
    Decision onTooLarge(Message message) {
        return switch (settings.tooLarge()) {
            case TEMPFAIL -> Verdict.tempfail("4.3.4", TOO_LARGE);
            case REJECT -> Verdict.reject("5.3.4", TOO_LARGE);
            case PASS -> {
                Changes changes = new Changes(message.headers());
                settings.strip().forEach(changes::strip);
                changes.strip(settings.spamHeader());
                settings.resultHeader()
                        .ifPresent(header ->
                                changes.write(header, "not scanned: larger than " + settings.maxBytes() + " bytes"));
                yield Decision.edit(changes.edits());
            }
        };
    }

    /** What later filters read. */
    ScanResult result(Rspamd.Scan scan) {
        Answer answer = scan.answer();
        Outcome outcome = settings.actions().isSpam(answer.action()) ? Outcome.FOUND : Outcome.CLEAN;
        return new ScanResult(
                settings.filter(),
                scan.engine().toString(),
                Topic.SPAM,
                outcome,
                answer.symbols().stream().map(Answer.Symbol::name).toList(),
                OptionalDouble.of(answer.score()),
                answer.required());
    }

    private Deed deed(Message message, Answer answer) {
        return settings.actions().deed(answer.action()).orElseGet(() -> {
            LOG.warn(
                    "{}: rspamd's action '{}' is unknown, the message passes; say under actions what to do",
                    message.queueId().orElse("no queue id"),
                    answer.action());
            return Deed.PASS;
        });
    }

    private Decision decide(Deed deed, Answer answer, Changes changes) {
        switch (deed) {
            case PASS -> {}
            case TAG -> tag(answer.edits().path("spam_header"), changes);
            case SUBJECT ->
                answer.subject().ifPresentOrElse(changes::subject, () -> changes.write(settings.spamHeader(), "Yes"));
            case QUARANTINE -> changes.add(quarantine(answer));
            case DISCARD -> {
                return Verdict.discard();
            }
            case TEMPFAIL -> {
                return Verdict.tempfail("4.7.1", words(answer, LATER));
            }
            case REJECT -> {
                String instead = Answer.text(answer.edits().path("reject")).orElse("");
                if (instead.equals("discard")) {
                    return Verdict.discard();
                }
                if (!instead.equals("quarantine")) {
                    return Verdict.reply(SmtpReply.of(554, "5.7.1", words(answer, SPAM)));
                }
                changes.add(quarantine(answer));
            }
        }
        return Decision.edit(changes.edits());
    }

    /** rspamd may give another value for the spam header, or other headers in its place. */
    private void tag(JsonNode given, Changes changes) {
        if (given.isObject()) {
            given.properties()
                    .forEach(entry -> changes.write(
                            new ResultHeader(entry.getKey()),
                            Answer.text(entry.getValue()).orElse("Yes")));
        } else {
            changes.write(settings.spamHeader(), Answer.text(given).orElse("Yes"));
        }
    }

    private static Edit quarantine(Answer answer) {
        return Edit.quarantine(words(answer, "Spam found by rspamd"));
    }

    private static String words(Answer answer, String otherwise) {
        return Optional.of(Printable.of(answer.smtpMessage().orElse("")))
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(text.length(), MOST_REPLIED)))
                .orElse(otherwise);
    }

    /** As rspamd writes it: {@code default: False [5.40 / 15.00]; MISSING_MID(2.50)[]; …}. */
    private String told(Answer answer) {
        String symbols = answer.symbols().stream()
                .limit(MOST_SYMBOLS)
                .map(symbol -> String.format(Locale.ROOT, "; %s(%.2f)[]", symbol.name(), symbol.score()))
                .collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        "default: %s [%.2f / %s]",
                        settings.actions().isSpam(answer.action()) ? "True" : "False",
                        answer.score(),
                        answer.required().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%.2f", answer.required().getAsDouble())
                                : "-")
                + symbols;
    }
}
