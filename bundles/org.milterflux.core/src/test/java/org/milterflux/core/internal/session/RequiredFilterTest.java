package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.core.internal.session.TestSession.chain;
import static org.milterflux.core.internal.session.TestSession.filter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.Reply;

/** A required filter that comes and goes under traffic. */
class RequiredFilterTest {

    private static final int SESSIONS = 8;
    private static final int MESSAGES = 500;

    @TempDir
    private Path spool;

    private final Chain chain = chain();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void noMessagePassesWithoutIt() throws Exception {
        PolicyOf.filter("stamp").required(AbsentAction.HOLD).in(chain);
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS + 1);
        try {
            Future<?> administrator = threads.submit(this::exchange);
            List<Future<Integer>> unstamped = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                unstamped.add(threads.submit(this::unstamped));
            }
            for (Future<Integer> session : unstamped) {
                assertThat(session.get()).isZero();
            }
            enough.set(true);
            administrator.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private void exchange() {
        while (!enough.get()) {
            FilterInstance stamp =
                    filter("stamp", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-Stamp", "seen")));
            chain.add(stamp);
            chain.remove(stamp, Duration.ofSeconds(30));
        }
        chain.add(filter("stamp", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-Stamp", "seen"))));
    }

    private int unstamped() {
        int unstamped = 0;
        try (TestSession session = new TestSession(chain, spool).greeted()) {
            for (int i = 0; i < MESSAGES; i++) {
                List<Reply> answers = session.message();
                unstamped += answers.stream().anyMatch(AddHeader.class::isInstance) ? 0 : 1;
            }
        }
        return unstamped;
    }
}
