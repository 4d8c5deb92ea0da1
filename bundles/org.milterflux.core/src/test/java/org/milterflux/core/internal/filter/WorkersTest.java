package org.milterflux.core.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Workers workers = new Workers("test", 4, 10);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void stop() {
        gate.countDown();
        workers.shutdownNow();
    }

    private Future<Boolean> waiting() {
        return workers.submit(this::hold);
    }

    private boolean hold() throws InterruptedException {
        begun.incrementAndGet();
        gate.await();
        return true;
    }

    @Test
    void oneServesCallsThatDoNotWait() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int call = 0; call < 100; call++) {
            workers.submit(() -> threads.add(Thread.currentThread())).get();
        }
        assertThat(threads).hasSize(1);
    }

    /** Though nothing else comes and none of them ends. */
    @Test
    void moreComeForCallsThatWait() {
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int call = 0; call < 6; call++) {
            calls.add(waiting());
        }
        await().until(() -> begun.get() == 4);
        assertThat(workers.getPoolSize()).as("no more than allowed").isEqualTo(4);
        gate.countDown();
        await().untilAsserted(() -> assertThat(calls).allMatch(Future::isDone));
    }

    /** Threads that are busy when their time is over are not those that are to come. */
    @Test
    void thereIsOneAgainAfterwardsAndMoreWhenCallsWaitAgain() throws Exception {
        Workers brief = new Workers("brief", 4, 10, Duration.ofMillis(50));
        try {
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int call = 0; call < 3; call++) {
                calls.add(brief.submit(this::hold));
            }
            await().until(() -> begun.get() == 3);
            await().until(() -> brief.getCorePoolSize() == 1);
            calls.add(brief.submit(this::hold));
            await().until(() -> begun.get() == 4);
            gate.countDown();
            await().untilAsserted(() -> assertThat(calls).allMatch(Future::isDone));
            await().until(() -> brief.getPoolSize() <= 1);
            assertThat(brief.submit(() -> "still serves").get()).isEqualTo("still serves");
        } finally {
            brief.shutdownNow();
        }
    }

    @Test
    void callsBeyondTheQueueAreRefused() {
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> {
            for (int call = 0; call < 100; call++) {
                waiting();
            }
        });
    }

    /** A filter that hangs must not fill its queue with calls that nobody waits for any more. */
    @Test
    void cancelledCallsLeaveTheQueue() {
        for (int call = 0; call < 100; call++) {
            waiting().cancel(false);
        }
        assertThat(workers.getQueue()).isEmpty();
    }

    @Test
    void theEndInterruptsWhatIsUnderWay() {
        Future<Boolean> call = waiting();
        await().until(() -> begun.get() == 1);
        workers.shutdownNow();
        await().until(call::isDone);
        await().until(workers::isTerminated);
    }
}
