package org.milterflux.itests.filters.scripted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Envelope;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Placement;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;

/**
 * Does what the mail tells it to: a verdict named by the local part of the sender or of a recipient, such as
 * {@code reject@y.test}, or the instructions in the message's {@code X-Do} fields, such as {@code add X-A: 1}.
 */
@Component
@FilterProfile(
        name = "scripted",
        edits = {Edit.Kind.HEADERS, Edit.Kind.BODY, Edit.Kind.RECIPIENTS, Edit.Kind.SENDER, Edit.Kind.QUARANTINE})
public final class ScriptedFilter implements SenderFilter, RecipientFilter, MessageFilter {

    @Override
    public Verdict onSender(Envelope envelope) {
        return verdict(localPart(envelope.sender().address())).orElse(Verdict.pass());
    }

    @Override
    public Verdict onRecipient(Envelope envelope, Recipient recipient) {
        return verdict(localPart(recipient.address())).orElse(Verdict.pass());
    }

    @Override
    public Decision onMessage(Message message) {
        List<String> script =
                message.headers().named("X-Do").map(HeaderField::value).toList();
        if (script.size() == 1) {
            Optional<Verdict> verdict = verdict(script.get(0));
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        return Decision.edit(script.stream().map(line -> edit(line, message)).toList());
    }

    private static Optional<Verdict> verdict(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "accept" -> Verdict.accept();
                    case "reject" -> Verdict.reject();
                    case "tempfail" -> Verdict.tempfail();
                    case "discard" -> Verdict.discard();
                    case "custom" -> Verdict.reject("5.7.9", "100% not wanted, says %s");
                    case "busy" -> Verdict.tempfail("4.7.8", "Later");
                    case "lines" -> Verdict.reply(SmtpReply.of(554, "5.6.0", "One", "", "Three"));
                    case "hangup" -> Verdict.reply(SmtpReply.of(421, "4.3.2", "Closing"));
                    default -> null;
                });
    }

    private static Edit edit(String line, Message message) {
        String[] words = line.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        String name = rest.split(":", 2)[0];
        String value = rest.contains(": ") ? rest.split(": ", 2)[1] : "";
        return switch (words[0]) {
            case "add" -> Edit.addHeader(name, value);
            case "top" -> Edit.insertHeader(Placement.top(), name, value);
            case "below-received" -> Edit.insertHeader(Placement.belowReceived(), name, value);
            case "before" -> Edit.insertHeader(Placement.before(field("Subject", message)), name, value);
            case "after" -> Edit.insertHeader(Placement.after(field("Subject", message)), name, value);
            case "change" -> Edit.changeHeader(field(name, message), value);
            case "delete" -> Edit.deleteHeader(field(name, message));
            case "replace-body" -> Edit.replaceBody(crlf(rest));
            case "append" -> Edit.appendToBody(crlf(rest));
            case "prepend" -> Edit.prependToBody(crlf(rest));
            case "add-recipient" -> Edit.addRecipient(rest);
            case "delete-recipient" -> Edit.deleteRecipient(rest);
            case "sender" -> Edit.changeSender(rest);
            case "hold" -> Edit.quarantine(rest);
            default -> throw new IllegalArgumentException("unknown instruction: " + line);
        };
    }

    private static HeaderField field(String name, Message message) {
        return message.headers().first(name).orElseThrow();
    }

    private static String localPart(String address) {
        return address.split("@", 2)[0];
    }

    private static byte[] crlf(String line) {
        return line.isEmpty() ? new byte[0] : (line + "\r\n").getBytes(UTF_8);
    }
}
