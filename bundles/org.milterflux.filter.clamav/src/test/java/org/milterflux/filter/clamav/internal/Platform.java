package org.milterflux.filter.clamav.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Verdict;
import org.milterflux.engine.EngineConnector;
import org.milterflux.testing.TestMessage;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The platform's part on one connection: one event after the other, each after the decision on the one before. */
final class Platform implements AutoCloseable {

    private static final int PIECE = 65_535;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Sinks.Many<Event> events = Sinks.many().unicast().onBackpressureBuffer();
    private final BlockingQueue<Object> decisions = new LinkedBlockingQueue<>();
    private final Disposable running;

    Platform(ClamavFilter filter) {
        running = Flux.from(filter.onSession(events.asFlux())).subscribe(decisions::add, decisions::add);
    }

    static ClamavFilter filter(EngineConnector connector, Map<String, ?> more, String... engines) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("engines", engines);
        return new ClamavFilter(connector, settings);
    }

    /** Gives it a whole message; what it decides at the end, or before it. A failure is thrown. */
    Decision message(TestMessage message, byte[] body) throws Exception {
        begin(message);
        return end(message, body);
    }

    /** Up to the end of the header. */
    void begin(TestMessage message) throws Exception {
        decide(new Event.SenderGiven(message));
        message.headers().forEach(field -> tell(new Event.HeaderRead(field)));
        decide(new Event.HeadersEnded());
    }

    /** The body, and the end. */
    Decision end(TestMessage message, byte[] body) throws Exception {
        for (ByteBuffer piece : pieces(body)) {
            Decision decision = decide(new Event.BodyRead(piece));
            if (decision.equals(Verdict.skip())) {
                break;
            }
        }
        return decide(new Event.MessageEnded(message));
    }

    Decision decide(Event event) throws Exception {
        tell(event);
        return next();
    }

    /** The next decision. */
    Decision next() throws Exception {
        Object decision = decisions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (decision instanceof Exception failure) {
            throw failure;
        }
        if (decision == null) {
            throw new AssertionError("no decision");
        }
        return (Decision) decision;
    }

    void tell(Event event) {
        events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** Whether there is a decision already, or shortly. */
    boolean hasDecidedSoon() {
        try {
            await().atMost(Duration.ofMillis(500)).until(() -> !decisions.isEmpty());
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static List<ByteBuffer> pieces(byte[] body) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < body.length; at += PIECE) {
            pieces.add(
                    ByteBuffer.wrap(body, at, Math.min(PIECE, body.length - at)).asReadOnlyBuffer());
        }
        return pieces;
    }

    /** The connection is cut off. */
    @Override
    public void close() {
        running.dispose();
    }
}
