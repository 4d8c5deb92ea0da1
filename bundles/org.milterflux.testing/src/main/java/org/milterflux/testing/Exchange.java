package org.milterflux.testing;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyKind;

/** Commands out, checked answers in, within the MTA's patience; after the negotiation. */
final class Exchange implements Closeable {

    private final MtaSettings settings;
    private final Wire wire;
    private final OptionNegotiation agreement;
    private final PacketEncoder encoder;
    private final ReplyRules rules;

    private Exchange(MtaSettings settings, Wire wire, OptionNegotiation agreement) {
        this.settings = settings;
        this.wire = wire;
        this.agreement = agreement;
        encoder = new PacketEncoder(agreement.maxData());
        rules = new ReplyRules(settings.mta(), agreement);
    }

    static Exchange open(Wire wire, MtaSettings settings) throws IOException {
        try {
            return new Exchange(settings, wire, negotiate(wire, settings));
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private static OptionNegotiation negotiate(Wire wire, MtaSettings settings) throws IOException {
        Duration limit = settings.timeouts().connect();
        OptionNegotiation offer = settings.offer();
        settings.trace().sent(offer);
        wire.write(new PacketEncoder().encode(offer), limit);
        Reply reply = wire.read(limit);
        settings.trace().received(reply);
        if (!(reply instanceof OptionNegotiation answer)) {
            throw new ProtocolException("filter answers the offer with '" + (char) reply.letter() + "'");
        }
        int unoffered = Negotiation.unofferedSteps(offer, answer);
        if (settings.mta() == Mta.SENDMAIL && unoffered != 0) {
            throw new ProtocolException(
                    String.format("Sendmail: filter sets steps 0x%X that were not offered", unoffered));
        }
        return Negotiation.agree(offer, answer);
    }

    OptionNegotiation agreement() {
        return agreement;
    }

    void send(Command command) throws IOException {
        settings.trace().sent(command);
        wire.write(encoder.encode(command), settings.timeouts().command());
    }

    /** The answer to an event that was sent. */
    Answer answer(CommandCode event) throws IOException {
        long giveUp = System.nanoTime() + settings.timeouts().whole().toNanos();
        List<Reply> edits = new ArrayList<>();
        ReplyKind before = ReplyKind.PROGRESS;
        boolean bodyBegun = false;
        while (true) {
            Reply reply = wire.read(patience(event, giveUp));
            settings.trace().received(reply);
            rules.check(event, reply);
            rules.checkContiguous(before, reply, bodyBegun);
            before = reply.replyKind();
            bodyBegun |= before == ReplyKind.REPLACE_BODY;
            if (reply.isVerdict()) {
                return new Answer(reply, edits);
            }
            if (reply.isEdit()) {
                edits.add(reply);
            }
        }
    }

    private Duration patience(CommandCode event, long giveUp) {
        return switch (event) {
            case HEADER, END_OF_HEADERS, BODY -> settings.timeouts().content();
            case END_OF_MESSAGE -> shorter(Duration.ofNanos(giveUp - System.nanoTime()));
            default -> settings.timeouts().command();
        };
    }

    private Duration shorter(Duration left) {
        Duration each = settings.timeouts().content();
        return left.compareTo(each) < 0 ? left : each;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
