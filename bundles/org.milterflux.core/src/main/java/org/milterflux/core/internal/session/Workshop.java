package org.milterflux.core.internal.session;

import java.time.Duration;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.chain.Limits;
import org.milterflux.core.internal.message.Mta;
import org.milterflux.core.internal.message.SpoolRoom;
import reactor.core.scheduler.Scheduler;

/**
 * What all sessions share.
 *
 * @param chain the filters
 * @param room where bodies are kept
 * @param timer measures how long things take
 * @param disk where files are read and written
 */
public record Workshop(Chain chain, SpoolRoom room, Scheduler timer, Scheduler disk) {

    /** Below what the MTAs wait for one answer: 10 s in Sendmail (T=R), 30 s in Postfix (milter_command_timeout). */
    private static final Limits SHORT =
            new Limits(Duration.ofSeconds(8), Duration.ofSeconds(270), Duration.ofSeconds(8));

    private static final Limits LONG =
            new Limits(Duration.ofSeconds(27), Duration.ofSeconds(270), Duration.ofSeconds(25));

    Limits limits(Mta mta) {
        return mta == Mta.POSTFIX ? LONG : SHORT;
    }

    /** How often the MTA is told to go on waiting at end of message, the only place where Sendmail takes it. */
    Duration progress(Mta mta) {
        return Duration.ofSeconds(mta == Mta.POSTFIX ? 10 : 3);
    }
}
