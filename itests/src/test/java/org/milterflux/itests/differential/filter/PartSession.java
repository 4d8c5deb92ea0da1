package org.milterflux.itests.differential.filter;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Macros;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.api.Verdict;
import org.milterflux.itests.differential.script.Answer;
import org.milterflux.itests.differential.script.Cue;
import org.milterflux.itests.differential.script.Part;
import org.milterflux.protocol.WireText;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** One connection of the scripted filter. What its script says at a header field is its decision at the next event. */
final class PartSession {

    private final Part part;
    private Optional<Answer> early = Optional.empty();

    PartSession(Path directory, String actor) {
        part = new Part(directory, actor);
    }

    Publisher<Decision> on(Event event) {
        if (event instanceof Event.MessageAborted) {
            part.abort();
            return Mono.empty();
        }
        if (isRejectedElsewhere(event) && !part.has("rcpt_rej")) {
            return Mono.just(Verdict.pass());
        }
        Answer answer = early.orElseGet(() -> part.on(cue(event)));
        if (!event.isAnswered()) {
            early = Optional.of(answer).filter(Answer::endsContent);
            return Mono.empty();
        }
        early = Optional.empty();
        Mono<Decision> decision = Mono.fromCallable(() -> new Decisions(part.has("leadspc")).of(answer));
        return answer.pause().isZero() ? decision : Mono.delay(answer.pause()).then(decision);
    }

    void end() {
        part.end();
    }

    private static boolean isRejectedElsewhere(Event event) {
        return event instanceof Event.RecipientGiven given
                && given.envelope().macro("rcpt_mailer").orElse("").equals("error");
    }

    private Cue cue(Event event) {
        if (event instanceof Event.Connected connected) {
            String address = connected
                    .connection()
                    .address()
                    .map(InetAddress::getHostAddress)
                    .orElse("");
            return Cue.connect(connected.connection().host(), address, of(connected.connection()));
        }
        if (event instanceof Event.Greeted greeted) {
            return Cue.helo(greeted.connection().helo().orElse(""), of(greeted.connection()));
        }
        if (event instanceof Event.CommandUnknown unknown) {
            return Cue.unknown(unknown.line());
        }
        if (event instanceof Event.SenderGiven given) {
            Sender sender = given.envelope().sender();
            return Cue.mail(sender.address(), sender.arguments(), of(given.envelope()));
        }
        if (event instanceof Event.RecipientGiven given) {
            Recipient recipient = given.recipient();
            return Cue.rcpt(recipient.address(), recipient.arguments(), of(given.envelope()));
        }
        return contentCue(event);
    }

    private Cue contentCue(Event event) {
        if (event instanceof Event.DataStarted) {
            return Cue.data();
        }
        if (event instanceof Event.HeaderRead read) {
            HeaderField field = read.field();
            return Cue.header(field.name(), part.has("leadspc") ? field.rawValue() : field.value());
        }
        if (event instanceof Event.BodyRead read) {
            return Cue.body(WireText.decode(read.bytes()));
        }
        return event instanceof Event.MessageEnded ended ? Cue.eom(of(ended.message())) : Cue.eoh();
    }

    private static UnaryOperator<String> of(Macros macros) {
        return name -> macros.macro(name).orElse("");
    }
}
