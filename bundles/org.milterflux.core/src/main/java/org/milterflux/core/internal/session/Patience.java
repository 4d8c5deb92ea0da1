package org.milterflux.core.internal.session;

import java.time.Duration;
import org.milterflux.core.internal.chain.Limits;
import org.milterflux.core.internal.message.Mta;

/** How long the MTAs wait for answers, less a margin for the way. */
final class Patience {

    /** Sendmail: 10 s for an answer (T=R), 300 s in all for the end of a message (T=E), progress or not. */
    private static final Limits SENDMAIL =
            new Limits(Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(270), Duration.ofSeconds(8));

    /** Postfix: 30 s for a command, 300 s for content since the last sign of life, so that 540 s are our own bound. */
    private static final Limits POSTFIX = new Limits(
            Duration.ofSeconds(27), Duration.ofSeconds(270), Duration.ofSeconds(540), Duration.ofSeconds(25));

    private Patience() {}

    static Limits of(Mta mta) {
        return mta == Mta.POSTFIX ? POSTFIX : SENDMAIL;
    }

    /** How often the MTA is told to go on waiting at end of message, the only place where Sendmail takes it. */
    static Duration progress(Mta mta) {
        return Duration.ofSeconds(mta == Mta.POSTFIX ? 10 : 3);
    }
}
