package org.milterflux.core.internal.message;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.api.Body;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Reply;

/**
 * A message on its way through the chain: how the next filter finds it, and what will be asked of the MTA for it.
 *
 * <p>Immutable: the edits of one filter give a new passage, or none at all when one of them cannot be made.
 *
 * @param headers the header and its requests
 * @param body as the next filter reads it
 * @param bodyChanged whether the MTA must be sent the body
 * @param sender requests for the sender, all of them: Postfix adds up their arguments
 * @param recipients requests for recipients, in order and not collapsed: only the MTA knows what they add up to
 * @param quarantine the last reason given
 */
public record Passage(
        HeaderBlock headers,
        Body body,
        boolean bodyChanged,
        List<Reply> sender,
        List<Reply> recipients,
        Optional<String> quarantine) {

    /** The message as the MTA sent it. */
    public static Passage of(Mta mta, List<HeaderField> fields, Body body) {
        return new Passage(mta.headers(fields), body, false, List.of(), List.of(), Optional.empty());
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
        return edited.with(edited.headers.nextFilter());
    }

    /** What will be asked of the MTA but for the body, in the order it needs: sender, recipients, header. */
    Stream<Reply> requests() {
        return Stream.of(sender, recipients, headers.requests()).flatMap(List::stream);
    }

    /** Puts the message on hold for a reason of the platform's own. */
    public Passage quarantined(String reason) {
        return new Passage(headers, body, bodyChanged, sender, recipients, Optional.of(reason));
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
        if (edit instanceof Edit.AddHeader add) {
            return with(headers.add(field(add.name(), add.value())));
        }
        if (edit instanceof Edit.InsertHeader insert) {
            return with(headers.insert(insert.place(), field(insert.name(), insert.value())));
        }
        if (edit instanceof Edit.ChangeHeader change) {
            return with(headers.change(change.field(), field(change.field().name(), change.value())));
        }
        if (edit instanceof Edit.DeleteHeader delete) {
            return with(headers.delete(delete.field()));
        }
        if (edit instanceof Edit.ReplaceBody replace) {
            return with(body(replace.bytes().buffer()));
        }
        if (edit instanceof Edit.AppendToBody append) {
            return with(new JoinedBody(List.of(body, body(append.bytes().buffer()))));
        }
        if (edit instanceof Edit.PrependToBody prepend) {
            return with(new JoinedBody(List.of(body(prepend.bytes().buffer()), body)));
        }
        if (edit instanceof Edit.ChangeSender change) {
            return withSender(new ChangeSender(bracketed(change.address()), change.arguments()));
        }
        if (edit instanceof Edit.AddRecipient add) {
            return withRecipient(
                    add.arguments().isEmpty()
                            ? new AddRecipient(bracketed(add.address()))
                            : new AddRecipientWithArguments(bracketed(add.address()), add.arguments()));
        }
        if (edit instanceof Edit.DeleteRecipient delete) {
            return withRecipient(new DeleteRecipient(bracketed(delete.address())));
        }
        return quarantined(((Edit.Quarantine) edit).reason());
    }

    private Passage with(HeaderBlock edited) {
        return new Passage(edited, body, bodyChanged, sender, recipients, quarantine);
    }

    private Passage with(Body edited) {
        return new Passage(headers, edited, true, sender, recipients, quarantine);
    }

    private Passage withSender(Reply request) {
        return new Passage(headers, body, bodyChanged, and(sender, request), recipients, quarantine);
    }

    private Passage withRecipient(Reply request) {
        return new Passage(headers, body, bodyChanged, sender, and(recipients, request), quarantine);
    }

    private static HeaderField field(String name, String value) {
        return HeaderField.of(name, " " + value);
    }

    private static Body body(ByteBuffer bytes) {
        return MemoryBody.of(LineEnds.crlf(bytes));
    }

    private static String bracketed(String address) {
        return "<" + address + ">";
    }

    private static List<Reply> and(List<Reply> requests, Reply request) {
        return Stream.concat(requests.stream(), Stream.of(request)).toList();
    }
}
