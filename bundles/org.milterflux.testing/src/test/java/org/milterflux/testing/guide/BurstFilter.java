package org.milterflux.testing.guide;

import java.util.concurrent.atomic.AtomicInteger;
import org.milterflux.api.Envelope;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Key;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;

/** Ends connections that bring too many messages. */
@Component
@FilterProfile(name = "burst", body = false)
public final class BurstFilter implements SenderFilter {

    private static final Key<AtomicInteger> MESSAGES = Key.of("messages", AtomicInteger.class);

    @Override
    public Verdict onSender(Envelope envelope) {
        int count = envelope.connection()
                .attributes()
                .computeIfAbsent(MESSAGES, AtomicInteger::new)
                .incrementAndGet();
        return count <= 100 ? Verdict.pass() : Verdict.reply(SmtpReply.of(421, "4.7.0", "Enough for now"));
    }
}
