package org.milterflux.filter.rspamd.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.milterflux.api.Message;
import org.milterflux.engine.WholeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of one filter. Safe from any thread.
 *
 * <p>The first of the list that works gets the message, the next one when that fails in whatever way. One that failed comes last
 * from then on; after a rest it is pinged beside the mail, and takes its place again when it answers.
 *
 * <p>The JDK's client of version 17 cannot be closed: its one thread ends by itself, within seconds, once nothing refers to the
 * client any more, and until then it keeps our class loader.
 */
final class Rspamd {

    private static final Logger LOG = LoggerFactory.getLogger(Rspamd.class);

    private static final int OK = 200;
    private static final int MOST_ANSWERED = 8 << 20;

    private final RspamdSettings settings;
    private final HttpClient http;
    private final List<Engine> engines;
    private final Semaphore places;

    /** What an engine answered. */
    record Scan(Engine engine, Answer answer) {}

    /** What one engine is asked. */
    private interface Dialogue<T> {
        T with(Engine engine) throws IOException, InterruptedException;
    }

    /** @param threads for the client's work, which includes reading the message */
    Rspamd(RspamdSettings settings, Executor threads) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connect())
                .executor(threads)
                .build();
        this.engines = settings.engines().stream()
                .map(uri -> new Engine(uri, settings.rest()))
                .toList();
        this.places = new Semaphore(settings.maxScans(), true);
    }

    /** @throws IOException when no engine gave an answer; says of each why */
    Scan scan(Message message) throws IOException, InterruptedException {
        if (!places.tryAcquire(settings.answer().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("no scan of " + settings.maxScans() + " by rspamd ended within "
                    + settings.answer().toSeconds() + " s: raise maxScans, or give it more engines");
        }
        try {
            WholeMessage whole = WholeMessage.of(message);
            return firstOf(engine -> new Scan(engine, scan(engine, message, whole)));
        } finally {
            places.release();
        }
    }

    /** @throws IOException when no engine answers its ping; says of each why */
    void check() throws IOException, InterruptedException {
        firstOf(engine -> ask(ping(engine)));
    }

    private Answer scan(Engine engine, Message message, WholeMessage whole) throws IOException, InterruptedException {
        try (InputStream in = whole.stream()) {
            return Answer.parse(ask(Question.about(message, engine.at("/checkv2"), settings.password())
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> in), whole.size()))
                    .build()));
        }
    }

    private HttpRequest ping(Engine engine) {
        return HttpRequest.newBuilder(engine.at("/ping"))
                .timeout(settings.answer())
                .build();
    }

    private <T> T firstOf(Dialogue<T> dialogue) throws IOException, InterruptedException {
        StringBuilder failures = new StringBuilder();
        for (Engine engine : inOrder()) {
            try {
                T result = dialogue.with(engine);
                engine.worked();
                return result;
            } catch (IOException e) {
                IOException failure = new IOException(engine + ": " + said(e), e);
                engine.failed(failure);
                failures.append(failures.isEmpty() ? "" : "; ").append(failure.getMessage());
            }
        }
        throw new IOException(failures.toString());
    }

    private List<Engine> inOrder() {
        if (engines.size() > 1) {
            engines.stream().filter(Engine::hasRested).forEach(this::probe);
        }
        return engines.stream().sorted(Comparator.comparingLong(Engine::rank)).toList();
    }

    /** Beside the mail: one that hangs must not delay any. */
    private void probe(Engine engine) {
        send(ping(engine))
                .thenAccept(response -> {
                    if (response.statusCode() == OK) {
                        engine.worked();
                    }
                })
                .exceptionally(e -> {
                    LOG.debug("{} does not answer yet", engine, e);
                    return null;
                });
    }

    /** The body of its answer, if that is OK. */
    private byte[] ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = await(send(request));
        if (response.statusCode() != OK) {
            throw new IOException("it answered " + response.statusCode() + " to "
                    + request.uri().getPath());
        }
        return response.body();
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return http.sendAsync(request, info -> new BoundedBody(MOST_ANSWERED));
    }

    /** The client's own time-out ends with the header of the answer; this one is for all of it. */
    private <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(settings.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "it did not answer within " + settings.answer().toSeconds() + " s", e);
        } finally {
            future.cancel(true);
        }
    }

    /** The client's connect errors come without words. */
    private static String said(IOException e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof ConnectException ? "it cannot be reached" : e.toString();
    }
}
