package org.milterflux.filter.rules.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jsieve.SieveContext;
import org.apache.jsieve.mail.Action;
import org.apache.jsieve.mail.ActionKeep;
import org.apache.jsieve.mail.ActionRedirect;
import org.apache.jsieve.mail.ActionReject;
import org.apache.jsieve.mail.MailAdapter;
import org.apache.jsieve.mail.optional.EnvelopeAccessors;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;

/**
 * A message as one run of a script sees it, with the edits the script made so far (RFC 5293 §3), and what it comes to.
 *
 * <p>Sieve speaks of one user's mailbox; before the MTA has taken the message, <em>keep</em> is to deliver it to its recipients,
 * <em>redirect</em> to deliver it elsewhere instead of to them.
 */
final class SieveMessage implements MailAdapter, EnvelopeAccessors {

    private static final String POLICY = "5.7.1";

    private final Message message;
    private final HeaderDraft header;
    private final List<Action> actions = new ArrayList<>();
    private final List<Edit> quarantines = new ArrayList<>();

    SieveMessage(Message message) {
        this.message = message;
        header = new HeaderDraft(message.headers());
    }

    /** The header, for the commands that edit it. */
    HeaderDraft header() {
        return header;
    }

    /** Puts it on hold. */
    void quarantine(String reason) {
        quarantines.add(Edit.quarantine(reason));
    }

    /** What the script came to. */
    Decision decision() {
        Optional<ActionReject> rejection = actions(ActionReject.class).findFirst();
        if (rejection.isPresent()) {
            return Verdict.reject(POLICY, rejection.get().getMessage().strip().split("\\R"));
        }
        List<String> elsewhere =
                actions(ActionRedirect.class).map(ActionRedirect::getAddress).toList();
        boolean kept = actions(ActionKeep.class).findAny().isPresent();
        if (!kept && elsewhere.isEmpty()) {
            return Verdict.discard();
        }
        List<Edit> edits = new ArrayList<>(header.edits());
        elsewhere.stream().map(Edit::addRecipient).forEach(edits::add);
        if (!kept) {
            message.recipients().stream()
                    .map(Recipient::address)
                    .filter(address -> !elsewhere.contains(address))
                    .map(Edit::deleteRecipient)
                    .forEach(edits::add);
        }
        edits.addAll(quarantines);
        return Decision.edit(edits);
    }

    private <A extends Action> Stream<A> actions(Class<A> type) {
        return actions.stream().filter(type::isInstance).map(type::cast);
    }

    @Override
    public void setContext(SieveContext context) {}

    @Override
    public List<Action> getActions() {
        return actions;
    }

    @Override
    public void addAction(Action action) {
        actions.add(action);
    }

    @Override
    public void executeActions() {}

    @Override
    public List<String> getHeader(String name) {
        return header.values(name);
    }

    @Override
    public List<String> getMatchingHeader(String name) {
        return header.values(name.strip());
    }

    @Override
    public List<String> getHeaderNames() {
        return header.names();
    }

    /** RFC 5228 §5.9: of the whole message. */
    @Override
    public int getSize() {
        long size = 2 + message.body().size();
        for (HeaderField field : message.headers()) {
            size += field.name().length() + field.rawValue().length() + 3L;
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    @Override
    public String getContentType() {
        return message.headers().value("Content-Type").orElse("text/plain");
    }

    @Override
    public boolean isInBodyText(List<String> phrases) {
        return isInBodyContent(List.of("text"), phrases);
    }

    @Override
    public boolean isInBodyRaw(List<String> phrases) {
        return BodySearch.raw(message, phrases);
    }

    @Override
    public boolean isInBodyContent(List<String> types, List<String> phrases) {
        return BodySearch.content(message, types, phrases);
    }

    /** Of the fields of a name, whatever jSieve's documentation says. */
    @Override
    public Address[] parseAddresses(String name) {
        return header.named(name).stream()
                .map(HeaderField::unfolded)
                .flatMap(list -> Stream.of(Addresses.in(list)))
                .toArray(Address[]::new);
    }

    @Override
    public List<String> getEnvelope(String part) {
        return switch (part.toLowerCase(Locale.ROOT)) {
            case "from" -> List.of(message.sender().address());
            case "to" -> message.recipients().stream().map(Recipient::address).toList();
            default -> List.of();
        };
    }

    @Override
    public List<String> getEnvelopeNames() {
        return List.of("from", "to");
    }

    @Override
    public List<String> getMatchingEnvelope(String part) {
        return getEnvelope(part);
    }
}
