package org.milterflux.filter.spamassassin.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.milterflux.api.Message;
import org.milterflux.engine.EngineConnection;
import org.milterflux.engine.EngineConnector;
import org.milterflux.engine.Engines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** The engines of one filter; methods block. Safe from any thread. */
final class Spamd {

    private static final Logger LOG = LoggerFactory.getLogger(Spamd.class);

    private static final int CHUNK = 16 << 10;

    private final SpamassassinSettings settings;
    private final Engines engines;

    /** What an engine answered. */
    record Scan(String engine, Answer answer) {}

    Spamd(SpamassassinSettings settings, EngineConnector connector) {
        this.settings = settings;
        this.engines = new Engines(connector, settings.engines(), Spamd::ping);
    }

    /** @throws IOException when no engine gave an answer; says of each why */
    Scan scan(Message message) throws IOException {
        Question question = Question.about(message, settings, ZonedDateTime.now(ZoneOffset.UTC));
        return await(engines.<Scan>ask(connection -> ask(connection, question)));
    }

    /** @throws IOException when no engine answers its ping; says of each why */
    void check() throws IOException {
        await(engines.check().thenReturn(true));
    }

    private static Mono<String> ping(EngineConnection spamd) {
        return spamd.send(ByteBuffer.wrap("PING SPAMC/1.5\r\n\r\n".getBytes(US_ASCII)))
                .then(spamd.answer())
                .map(answer -> new String(answer, US_ASCII))
                .filter(answer -> answer.endsWith(" PONG\r\n"))
                .switchIfEmpty(Mono.error(() -> new IOException(spamd.engine() + " does not answer its ping")));
    }

    /** An answer may come, an error above all, before everything was sent: it alone decides. */
    private Mono<Scan> ask(EngineConnection spamd, Question question) {
        Mono<Scan> answer = spamd.answer().handle((bytes, sink) -> parse(spamd.engine(), bytes, sink));
        return Mono.firstWithSignal(answer, send(spamd, question).then(Mono.never()));
    }

    /** Read beside the event loops, as the body may lie on the disk, and no faster than spamd takes it. */
    private static Mono<Void> send(EngineConnection spamd, Question question) {
        Flux<ByteBuffer> message = Flux.generate(question.message()::stream, Spamd::read, Spamd::close);
        return spamd.send(ByteBuffer.wrap(question.headBytes()))
                .thenMany(message.subscribeOn(Schedulers.boundedElastic()).concatMap(spamd::send, 1))
                .then()
                .onErrorResume(IOException.class, e -> {
                    LOG.debug("{} takes no more", spamd.engine(), e);
                    return Mono.empty();
                });
    }

    private static InputStream read(InputStream in, SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] chunk = in.readNBytes(CHUNK);
            if (chunk.length == 0) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.wrap(chunk));
            }
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("A message that was read could not be closed", e);
        }
    }

    private void parse(String engine, byte[] bytes, SynchronousSink<Scan> sink) {
        try {
            sink.next(new Scan(engine, Answer.parse(bytes, Question.isReport(settings))));
        } catch (IOException e) {
            sink.error(new IOException(engine + ": " + e.getMessage(), e));
        }
    }

    private static <T> T await(Mono<T> result) throws IOException {
        try {
            return result.blockOptional().orElseThrow(() -> new IOException("spamd: no answer"));
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
