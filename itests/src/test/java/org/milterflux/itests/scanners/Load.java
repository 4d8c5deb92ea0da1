package org.milterflux.itests.scanners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.milterflux.itests.smtp.SmtpReply;

/** Clients that send good and bad messages in turn while engines come and go, and what they were answered. */
final class Load {

    private static final int CLIENTS = 4;
    private static final int ROUNDS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Message good;
    private final Message bad;
    private final int refusal;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger judged = new AtomicInteger();
    private final AtomicInteger postponed = new AtomicInteger();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** Something that is sent. */
    @FunctionalInterface
    interface Message {
        SmtpReply send() throws IOException;
    }

    /**
     * To be answered 250 and the refusal, or 451 while no engine works.
     *
     * @param refusal the code for a bad message
     */
    Load(Message good, Message bad, int refusal) {
        this.good = good;
        this.bad = bad;
        this.refusal = refusal;
    }

    /** Sends while the engines are killed and started again, all at once. */
    void whileRestarting(Engine... engines) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            running.add(clients.submit(() -> {
                sendOn();
                return null;
            }));
        }
        try {
            for (int round = 0; round < ROUNDS; round++) {
                awaitMore(judged);
                for (Engine engine : engines) {
                    engine.stop();
                }
                awaitMore(postponed);
                for (Engine engine : engines) {
                    engine.start();
                }
            }
            awaitMore(judged);
        } finally {
            ended = true;
            clients.shutdown();
        }
        for (Future<?> client : running) {
            client.get();
        }
        assertThat(wrong).isEmpty();
    }

    /** How many good messages were answered 250. */
    int taken() {
        return taken.get();
    }

    private void sendOn() throws IOException {
        while (!ended) {
            taken.addAndGet(count(good.send(), 250));
            count(bad.send(), refusal);
        }
    }

    /** Whether it is the answer expected; a refusal for now is neither that nor wrong. */
    private int count(SmtpReply reply, int expected) {
        if (reply.code() == expected) {
            judged.incrementAndGet();
            return 1;
        }
        if (reply.code() == 451) {
            postponed.incrementAndGet();
        } else {
            wrong.add(reply.toString());
        }
        return 0;
    }

    /** Waits until each client may have added to it. */
    private void awaitMore(AtomicInteger counter) {
        int before = counter.get();
        await().atMost(PATIENCE).until(() -> counter.get() >= before + CLIENTS || !wrong.isEmpty());
    }
}
