package org.milterflux.filter.clamav.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import org.milterflux.api.Verdict;
import reactor.core.publisher.Mono;

/** One connection of the MTA: its messages are scanned one after the other. The end may come at any moment, from any thread. */
final class Session {

    private final Supplier<Scanner> scanners;
    private volatile Optional<Letter> current = Optional.empty();

    /** @param scanners that of the moment, for messages that begin */
    Session(Supplier<Scanner> scanners) {
        this.scanners = scanners;
    }

    /** The decision; nothing for an event that is not answered. */
    Mono<Decision> on(Event event) {
        return Mono.defer(() -> {
            if (event instanceof Event.SenderGiven) {
                end();
                current = Optional.of(new Letter(scanners.get()));
            }
            return current.map(letter -> letter.on(event)).orElseGet(() -> pass(event));
        });
    }

    /** Nothing more comes: a scan that is under way is given up. */
    void end() {
        current.ifPresent(letter -> letter.scan.close());
        current = Optional.empty();
    }

    private static Mono<Decision> pass(Event event) {
        return event.isAnswered() ? Mono.just(Verdict.pass()) : Mono.empty();
    }

    /** One message: what was read of it, and its scan. */
    private final class Letter {

        private final ClamavSettings settings;
        private final HeaderBlock header;
        private final Scan scan;
        private Optional<IOException> failure = Optional.empty();

        Letter(Scanner scanner) {
            settings = scanner.settings();
            header = new HeaderBlock(settings.maxBytes());
            scan = new Scan(scanner.engines(), settings.maxBytes());
        }

        Mono<Decision> on(Event event) {
            if (event instanceof Event.HeaderRead read) {
                header.add(read.field());
            } else if (event instanceof Event.HeadersEnded) {
                return begin();
            } else if (event instanceof Event.BodyRead read) {
                return body(read.bytes());
            } else if (event instanceof Event.MessageEnded ended) {
                return decide(ended.message()).doFinally(decided -> end());
            } else if (event instanceof Event.MessageAborted) {
                end();
            }
            return pass(event);
        }

        /** A failure waits for the end of the message, where all that can be done about it is allowed. */
        private Mono<Decision> begin() {
            return scan.begin(header.end())
                    .onErrorResume(IOException.class, e -> {
                        failure = Optional.of(e);
                        return Mono.empty();
                    })
                    .thenReturn(Verdict.pass());
        }

        private Mono<Decision> body(ByteBuffer piece) {
            return failure.isPresent()
                    ? Mono.just(Verdict.skip())
                    : scan.piece(piece).then(Mono.fromSupplier(() -> scan.isOver() ? Verdict.skip() : Verdict.pass()));
        }

        private Mono<Decision> decide(Message message) {
            Policy policy = new Policy(settings, message, scan.engine());
            if (scan.isTooLarge()) {
                return Mono.fromCallable(policy::tooLarge);
            }
            return failure.<Mono<Optional<String>>>map(Mono::error)
                    .orElseGet(scan::end)
                    .map(policy::scanned)
                    .onErrorResume(IOException.class, e -> Mono.fromCallable(() -> policy.failed(e)));
        }
    }
}
