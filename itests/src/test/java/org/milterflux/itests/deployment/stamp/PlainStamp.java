package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Envelope;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Stamps in the plain style. */
@Component(property = "stamp.version=@version@")
@FilterProfile(name = "@id@", edits = Edit.Kind.HEADERS, body = false)
public final class PlainStamp implements SenderFilter, RecipientFilter, MessageFilter {

    private final Asked asked = new Asked();
    private final Stamp stamp;

    @Activate
    public PlainStamp(Map<String, ?> properties) {
        stamp = Stamp.of(properties);
    }

    @Override
    public Verdict onSender(Envelope envelope) {
        asked.once(envelope);
        return Verdict.pass();
    }

    @Override
    public Verdict onRecipient(Envelope envelope, Recipient recipient) {
        asked.once(envelope);
        return Verdict.pass();
    }

    @Override
    public Decision onMessage(Message message) {
        return stamp.on(asked.once(message));
    }
}
