package org.milterflux.itests.differential.filter;

import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.itests.differential.script.Answer;
import org.milterflux.itests.differential.script.Change;
import org.milterflux.itests.differential.script.Word;
import org.milterflux.protocol.WireText;

/**
 * A script's answers as decisions.
 *
 * @param leadingSpace whether values hold what follows the colon; else the usual space is missing
 */
record Decisions(boolean leadingSpace) {

    Decision of(Answer answer) {
        Verdict verdict = verdict(answer.word());
        return verdict.passes() && !answer.changes().isEmpty()
                ? Decision.edit(answer.changes().stream().map(this::edit).toList())
                : verdict;
    }

    private static Verdict verdict(Word word) {
        return switch (word.kind()) {
            case CONTINUE -> Verdict.pass();
            case ACCEPT -> Verdict.accept();
            case REJECT -> Verdict.reject();
            case TEMPFAIL -> Verdict.tempfail();
            case DISCARD -> Verdict.discard();
            case SKIP -> Verdict.skip();
            case REPLY -> Verdict.reply(new SmtpReply(Integer.parseInt(word.code()), word.enhancedCode(), word.text()));
            case DIE -> throw new IllegalStateException("It dies, as its script says");
        };
    }

    private Edit edit(Change change) {
        if (change instanceof Change.Insert insert) {
            return Edit.insertRawHeader(insert.position(), insert.name(), raw(insert.value()));
        }
        if (change instanceof Change.Replace replace) {
            String value = replace.value().isEmpty() ? "" : raw(replace.value());
            return Edit.changeRawHeader(replace.number(), replace.name(), value);
        }
        if (change instanceof Change.Add add) {
            return Edit.addRawHeader(add.name(), raw(add.value()));
        }
        if (change instanceof Change.Body body) {
            return Edit.replaceBody(WireText.encode(body.text()));
        }
        return envelopeEdit(change);
    }

    private static Edit envelopeEdit(Change change) {
        if (change instanceof Change.AddRecipient add) {
            return Edit.addRecipient(add.address(), add.arguments());
        }
        if (change instanceof Change.DeleteRecipient delete) {
            return Edit.deleteRecipient(delete.address());
        }
        if (change instanceof Change.Sender sender) {
            return Edit.changeSender(sender.address(), sender.arguments());
        }
        if (change instanceof Change.Quarantine quarantine) {
            return Edit.quarantine(quarantine.reason());
        }
        throw new IllegalStateException("An echo is resolved before: " + change);
    }

    private String raw(String value) {
        return leadingSpace ? value : " " + value;
    }
}
