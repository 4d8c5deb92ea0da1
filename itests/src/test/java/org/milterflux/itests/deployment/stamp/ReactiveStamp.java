package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Envelope;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.api.ReactiveRecipientFilter;
import org.milterflux.api.ReactiveSenderFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import reactor.core.publisher.Mono;

/** Stamps in the reactive style. */
@Component(property = "stamp.version=@version@")
@FilterProfile(name = "@id@", edits = Edit.Kind.HEADERS, body = false)
public final class ReactiveStamp implements ReactiveSenderFilter, ReactiveRecipientFilter, ReactiveMessageFilter {

    private final Asked asked = new Asked();
    private final Stamp stamp;

    @Activate
    public ReactiveStamp(Map<String, ?> properties) {
        stamp = Stamp.of(properties);
    }

    @Override
    public Mono<Verdict> onSender(Envelope envelope) {
        return pass(envelope);
    }

    @Override
    public Mono<Verdict> onRecipient(Envelope envelope, Recipient recipient) {
        return pass(envelope);
    }

    private Mono<Verdict> pass(Envelope envelope) {
        return Mono.fromSupplier(() -> {
            asked.once(envelope);
            return Verdict.pass();
        });
    }

    @Override
    public Mono<Decision> onMessage(Message message) {
        return Mono.fromSupplier(() -> stamp.on(asked.once(message)));
    }
}
