package org.milterflux.files;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads files within bounded time, whatever they do. */
final class Loader {

    private final Language language;
    private final ExecutorService threads;
    private final Duration limit;

    Loader(Language language, ExecutorService threads, Duration limit) {
        this.language = language;
        this.threads = threads;
        this.limit = limit;
    }

    /** @throws SourceException also when it takes too long */
    FileFilter load(Source source) throws Exception {
        Future<FileFilter> loading = threads.submit(() -> language.load(source));
        try {
            return loading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw SourceException.at(
                    source.name(), 0, 0, "loading it has not ended within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            loading.cancel(true);
        }
    }

    private static Exception unwrapped(ExecutionException wrapped) {
        Throwable cause = wrapped.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof InterruptedException || !(cause instanceof Exception exception) ? wrapped : exception;
    }
}
