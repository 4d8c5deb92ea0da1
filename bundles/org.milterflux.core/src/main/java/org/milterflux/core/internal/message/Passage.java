package org.milterflux.core.internal.message;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.api.Body;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Reply;

/**
 * A message on its way through the chain: how the next filter finds it, and what will be asked of the MTA for it.
 *
 * <p>Immutable: the edits of one filter give a new passage, or none at all when one of them cannot be made.
 *
 * @param mta in front
 * @param headers the header and its requests
 * @param body as the next filter reads it
 * @param bodyChanged whether the MTA must be sent the body
 * @param sender requests for the sender, all of them: Postfix adds up their arguments
 * @param recipients requests for recipients, in order and not collapsed: only the MTA knows what they add up to
 * @param quarantine the last reason given
 */
public record Passage(
        Mta mta,
        HeaderBlock headers,
        Body body,
        boolean bodyChanged,
        List<Reply> sender,
        List<Reply> recipients,
        Optional<String> quarantine) {

    /** The message as the MTA sent it. */
    public static Passage of(Mta mta, List<HeaderField> fields, Body body) {
        return new Passage(mta, mta.headers(fields), body, false, List.of(), List.of(), Optional.empty());
    }

    /**
     * The message after one filter.
     *
     * @throws IllegalArgumentException when an edit cannot be made, with the reason; this passage is as before
     */
    public Passage then(List<Edit> edits) {
        Passage edited = this;
        for (Edit edit : edits) {
            edited = edited.then(edit);
        }
        edited.requests().forEach(Passage::requireSound);
        return edited.forNextFilter();
    }

    /** Whether the MTA must be asked for anything. */
    public boolean isEdited() {
        return bodyChanged
                || quarantine.isPresent()
                || !sender.isEmpty()
                || !recipients.isEmpty()
                || !headers.requests().isEmpty();
    }

    /** What will be asked of the MTA but for the body, in the order it needs: sender, recipients, header. */
    Stream<Reply> requests() {
        return Stream.of(sender, recipients, headers.requests()).flatMap(List::stream);
    }

    /** Puts the message on hold for a reason of the platform's own. */
    public Passage quarantined(String reason) {
        return new Passage(mta, headers, body, bodyChanged, sender, recipients, Optional.of(reason));
    }

    /** The MTA would take a broken request for a broken milter. */
    private static void requireSound(Reply request) {
        request.fault().ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        if (request.dataSize() > PacketEncoder.MAX_DATA) {
            throw new IllegalArgumentException(request.replyKind() + " of " + request.dataSize()
                    + " bytes; a packet has " + PacketEncoder.MAX_DATA);
        }
    }

    private Passage then(Edit edit) {
        return switch (edit.kind()) {
            case HEADERS -> with(HeaderEdits.apply(headers, edit));
            case BODY -> with(BodyEdits.apply(body, edit));
            case SENDER -> withSender(EnvelopeEdits.request(edit));
            case RECIPIENTS -> withRecipient(EnvelopeEdits.request(edit));
            case QUARANTINE -> quarantined(((Edit.Quarantine) edit).reason());
        };
    }

    private Passage forNextFilter() {
        Passage next = with(headers.nextFilter());
        return bodyChanged ? next.with(mta.stored(body)) : next;
    }

    private Passage with(HeaderBlock edited) {
        return new Passage(mta, edited, body, bodyChanged, sender, recipients, quarantine);
    }

    private Passage with(Body edited) {
        return new Passage(mta, headers, edited, true, sender, recipients, quarantine);
    }

    private Passage withSender(Reply request) {
        return new Passage(
                mta, headers, body, bodyChanged, HeaderBlock.append(sender, request), recipients, quarantine);
    }

    private Passage withRecipient(Reply request) {
        return new Passage(
                mta, headers, body, bodyChanged, sender, HeaderBlock.append(recipients, request), quarantine);
    }
}
