package org.milterflux.core.internal.message;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.milterflux.api.Body;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Step;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * What the MTA is sent for an accepted message: sender, recipients, headers, body, quarantine.
 *
 * <p>The pieces of the body follow each other without anything between, as Postfix demands. A body in a file is read piece
 * by piece as the MTA takes it.
 */
public final class Emission {

    private final OptionNegotiation agreement;
    private final Scheduler disk;

    /**
     * @param agreement what was negotiated with the MTA
     * @param disk where bodies in files are read
     */
    public Emission(OptionNegotiation agreement, Scheduler disk) {
        this.agreement = agreement;
        this.disk = disk;
    }

    /** The edits, in order; the verdict is to follow. */
    public Flux<Reply> of(Passage passage) {
        Stream<Reply> requests = passage.requests().map(this::spaced);
        Stream<Reply> quarantine = passage.quarantine().<Reply>map(Quarantine::new).stream();
        return passage.bodyChanged()
                ? Flux.concat(
                        Flux.fromIterable(requests.toList()),
                        body(passage.body()),
                        Flux.fromIterable(quarantine.toList()))
                : Flux.fromIterable(Stream.concat(requests, quarantine).toList());
    }

    private Reply spaced(Reply request) {
        return agreement.has(Step.HEADER_LEADING_SPACE) ? request : withoutLeadingSpace(request);
    }

    private Flux<Reply> body(Body body) {
        if (body.isEmpty()) {
            return Flux.just(new ReplaceBody(ByteBuffer.allocate(0)));
        }
        int size = agreement.maxData();
        Flux<Reply> pieces = BodyPieces.of(body, size).map(ReplaceBody::new);
        return BodyPieces.blocks(body) ? pieces.subscribeOn(disk) : pieces;
    }

    /** Without {@code SMFIP_HDR_LEADSPC} the MTA writes the space after the colon itself. */
    private static Reply withoutLeadingSpace(Reply request) {
        if (request instanceof AddHeader add) {
            return new AddHeader(add.name(), stripped(add.value()));
        }
        if (request instanceof InsertHeader insert) {
            return new InsertHeader(insert.index(), insert.name(), stripped(insert.value()));
        }
        if (request instanceof ChangeHeader change) {
            return new ChangeHeader(change.index(), change.name(), strippedToChange(change.value()));
        }
        return request;
    }

    /** A lone space stays: without it the change would be a deletion. */
    private static String strippedToChange(String rawValue) {
        return rawValue.equals(" ") ? rawValue : stripped(rawValue);
    }

    private static String stripped(String rawValue) {
        return rawValue.startsWith(" ") ? rawValue.substring(1) : rawValue;
    }
}
