package org.milterflux.core.internal.component;

import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.milterflux.core.internal.filter.FilterInstance;

/** A registered filter on its way into the chain. Its making is foreign code: it may take long, or never end. */
final class Arrival {

    private @Nullable FilterInstance filter;
    private @Nullable Future<?> making;
    private boolean left;

    /** It is being made there. */
    synchronized void isMadeBy(Future<?> maker) {
        making = maker;
    }

    /** It is made; false when nobody wants it any more. */
    synchronized boolean is(FilterInstance made) {
        filter = made;
        return !left;
    }

    /** The filter, once it is made. */
    synchronized Optional<FilterInstance> filter() {
        return Optional.ofNullable(filter);
    }

    /** It is not wanted any more; if it is still being made, that is interrupted. */
    synchronized void leave() {
        left = true;
        if (filter == null && making != null) {
            making.cancel(true);
        }
    }
}
