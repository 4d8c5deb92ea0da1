package org.milterflux.filter.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.api.Placement;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.milterflux.filter.script.internal.Effect;
import org.milterflux.filter.script.internal.HeaderText;
import org.milterflux.filter.script.internal.MessageParts;
import org.milterflux.filter.script.internal.PlainText;

/**
 * What is known of a complete message, and what can be changed in it. One reads the message as the filters before left it:
 * changes are seen by those after. They are made in the order said, and forgotten when the message is refused.
 */
public final class MessageStage extends EnvelopeStage {

    private static final String SUBJECT = "Subject";

    private final Message message;
    private final List<Edit> edits = new ArrayList<>();
    private @Nullable MessageParts parts;

    /** For the platform. */
    public MessageStage(Message message) {
        super(message);
        this.message = message;
    }

    /** The API's own view of the message, for what there is no shorter word for. */
    @Effect(body = true)
    public Message getView() {
        return message;
    }

    /** The subject as the reader sees it; empty when there is none. */
    public String getSubject() {
        return header(SUBJECT);
    }

    /** Gives it another subject. What is kept of the old one keeps its bytes; other than ASCII is encoded (RFC 2047). */
    @Effect(edits = Edit.Kind.HEADERS)
    public void setSubject(String subject) {
        setHeader(SUBJECT, subject);
    }

    /** The first field of the name in one line, decoded (RFC 2047); empty when there is none. */
    public String header(String name) {
        return message.headers().first(name).map(HeaderText::read).orElse("");
    }

    /** All fields of the name, top to bottom, read like {@link #header}. */
    public List<String> headers(String name) {
        return message.headers().named(name).map(HeaderText::read).toList();
    }

    /** Whether there is such a field. */
    public boolean hasHeader(String name) {
        return message.headers().first(name).isPresent();
    }

    /** Adds a field at the end; other than ASCII is encoded, line breaks become blanks. */
    @Effect(edits = Edit.Kind.HEADERS)
    public void addHeader(String name, String value) {
        edits.add(Edit.addHeader(name, HeaderText.written(name, value)));
    }

    /** Adds a field at the top, below the {@code Received} of the MTA in front. */
    @Effect(edits = Edit.Kind.HEADERS)
    public void insertHeader(String name, String value) {
        edits.add(Edit.insertHeader(Placement.belowReceived(), name, HeaderText.written(name, value)));
    }

    /** Gives the first field of the name this value and takes away any others; adds it when there is none. */
    @Effect(edits = Edit.Kind.HEADERS)
    public void setHeader(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an empty " + name + " is none; say removeHeader if you mean that");
        }
        takeBack(name);
        List<HeaderField> fields = message.headers().named(name).toList();
        if (fields.isEmpty()) {
            addHeader(name, value);
        } else {
            edits.add(Edit.changeHeader(fields.get(0), HeaderText.rewritten(fields.get(0), value)));
            fields.stream().skip(1).map(Edit::deleteHeader).forEach(edits::add);
        }
    }

    /** Takes away every field of the name. */
    @Effect(edits = Edit.Kind.HEADERS)
    public void removeHeader(String name) {
        takeBack(name);
        message.headers().named(name).map(Edit::deleteHeader).forEach(edits::add);
    }

    /** What this script said of the field before does not count any more. */
    private void takeBack(String name) {
        Predicate<String> isNamed = HeaderField.of(name, "")::isNamed;
        edits.removeIf(edit -> (edit instanceof Edit.AddHeader add && isNamed.test(add.name()))
                || (edit instanceof Edit.InsertHeader insert && isNamed.test(insert.name()))
                || (edit instanceof Edit.ChangeHeader change
                        && isNamed.test(change.field().name()))
                || (edit instanceof Edit.DeleteHeader delete
                        && isNamed.test(delete.field().name())));
    }

    /** Adds a recipient. */
    @Effect(edits = Edit.Kind.RECIPIENTS)
    public void addRecipient(String address) {
        edits.add(Edit.addRecipient(address));
    }

    /** Takes a recipient away, whatever the case of its letters; nothing happens when it is none. */
    @Effect(edits = Edit.Kind.RECIPIENTS)
    public void removeRecipient(String address) {
        typed(address).map(Edit::deleteRecipient).ifPresent(edits::add);
    }

    /** Puts a recipient in another's place; nothing happens when the other is none. */
    @Effect(edits = Edit.Kind.RECIPIENTS)
    public void rewriteRecipient(String from, String to) {
        typed(from).ifPresent(recipient -> {
            edits.add(Edit.deleteRecipient(recipient));
            edits.add(Edit.addRecipient(to));
        });
    }

    private Optional<String> typed(String address) {
        return message.recipients().stream()
                .map(Recipient::address)
                .filter(address::equalsIgnoreCase)
                .findFirst();
    }

    /** Changes the envelope's sender; empty for the null sender. */
    @Effect(edits = Edit.Kind.SENDER)
    public void changeSender(String address) {
        edits.add(Edit.changeSender(address));
    }

    /** Puts the message on hold when it is accepted; the block goes on. */
    @Effect(edits = Edit.Kind.QUARANTINE)
    public void quarantine(String reason) {
        edits.add(Edit.quarantine(reason));
    }

    /**
     * Appends lines to a message that is plain text, in its charset and transfer encoding.
     *
     * @return whether that could be done; HTML, multipart and signed mail are left alone
     */
    @Effect(edits = Edit.Kind.BODY, body = true)
    public boolean appendText(String text) {
        Optional<Edit> edit = PlainText.append(message, text);
        edit.ifPresent(edits::add);
        return edit.isPresent();
    }

    /** Replaces the body by this text in UTF-8, as it stands: the header that describes it is yours to set. */
    @Effect(edits = Edit.Kind.BODY)
    public void replaceBody(String body) {
        edits.add(Edit.replaceBody(body.replaceAll("\r?\n", "\r\n").getBytes(UTF_8)));
    }

    /** The bytes of the body. */
    @Effect(body = true)
    public long getSize() {
        return message.body().size();
    }

    /** The text parts, decoded, HTML as it is written; the first million characters. */
    @Effect(body = true)
    public String getText() {
        return parts().text();
    }

    /** The parts that have a file name or want to be saved, those of forwarded messages too. */
    @Effect(body = true)
    public List<Attachment> getAttachments() {
        return parts().attachments();
    }

    private MessageParts parts() {
        if (parts == null) {
            parts = MessageParts.of(message);
        }
        return parts;
    }

    @Override
    public Decision decision(Verdict verdict) {
        return verdict.passes() ? Decision.edit(edits) : verdict;
    }
}
