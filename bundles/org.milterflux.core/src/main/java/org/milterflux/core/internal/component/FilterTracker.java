package org.milterflux.core.internal.component;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.DataFilter;
import org.milterflux.api.Edit;
import org.milterflux.api.HeloFilter;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.ReactiveConnectFilter;
import org.milterflux.api.ReactiveDataFilter;
import org.milterflux.api.ReactiveHeloFilter;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.api.ReactiveRecipientFilter;
import org.milterflux.api.ReactiveSenderFilter;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.SessionFilter;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FilterInstance;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every filter service into the chain, and out of it before its bundle stops.
 *
 * <p>The framework calls {@link #removedService} while the leaving filter still works, so waiting there for its messages is
 * the drain.
 */
final class FilterTracker implements ServiceTrackerCustomizer<Object, Arrival> {

    private static final Logger LOG = LoggerFactory.getLogger(FilterTracker.class);

    private static final List<Class<?>> KINDS = List.of(
            ConnectFilter.class,
            HeloFilter.class,
            SenderFilter.class,
            RecipientFilter.class,
            DataFilter.class,
            MessageFilter.class,
            ReactiveConnectFilter.class,
            ReactiveHeloFilter.class,
            ReactiveSenderFilter.class,
            ReactiveRecipientFilter.class,
            ReactiveDataFilter.class,
            ReactiveMessageFilter.class,
            SessionFilter.class);

    /** How long whoever registers a filter waits for it: its thread may be the one that starts everything else. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService makers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "milter-filter-start");
        thread.setDaemon(true);
        return thread;
    });
    private final BundleContext context;
    private final Chain chain;
    private final Supplier<CoreSettings> settings;

    FilterTracker(BundleContext context, Chain chain, Supplier<CoreSettings> settings) {
        this.context = context;
        this.chain = chain;
        this.settings = settings;
    }

    /** A tracker of all filters; open and close it. */
    ServiceTracker<Object, Arrival> tracker() {
        String kinds = KINDS.stream()
                .map(kind -> "(" + Constants.OBJECTCLASS + "=" + kind.getName() + ")")
                .collect(Collectors.joining("", "(|", ")"));
        try {
            return new ServiceTracker<>(context, FrameworkUtil.createFilter(kinds), this);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Arrival addingService(ServiceReference<Object> reference) {
        Arrival arrival = new Arrival();
        Future<?> making = makers.submit(() -> make(reference, arrival));
        arrival.isMadeBy(making);
        try {
            making.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "the filter of bundle {} has not started within {} s; it comes into the chain when it has",
                    reference.getBundle(),
                    PATIENCE.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("the filter of bundle {} cannot come into the chain", reference.getBundle(), e.getCause());
        }
        return arrival;
    }

    private void make(ServiceReference<Object> reference, Arrival arrival) {
        Object service = context.getService(reference);
        if (service == null) {
            LOG.warn("the filter of bundle {} could not be made; its component says why", reference.getBundle());
            return;
        }
        FilterInstance filter = new FilterInstance(profile(reference), service);
        synchronized (arrival) { // it is in the chain before it can leave it
            if (arrival.is(filter)) {
                chain.add(filter);
            } else {
                context.ungetService(reference);
            }
        }
        filter.breaker().settings(settings.get().breaker()); // now that a change would find it in the chain
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Arrival arrival) {
        arrival.filter().ifPresent(filter -> {
            filter.profile(profile(reference));
            chain.add(filter);
        });
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Arrival arrival) {
        arrival.leave();
        arrival.filter().ifPresent(filter -> {
            chain.remove(filter, settings.get().drain());
            context.ungetService(reference);
        });
    }

    private static FilterInstance.Profile profile(ServiceReference<?> reference) {
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new FilterInstance.Profile(
                id(reference),
                reference.getBundle().getVersion(),
                reference.getBundle().getSymbolicName(),
                reference.getBundle().getBundleId(),
                ranking instanceof Integer rank ? rank : 0,
                (Long) reference.getProperty(Constants.SERVICE_ID),
                effects(reference));
    }

    private static Effects effects(ServiceReference<?> reference) {
        return new Effects(
                edits(reference),
                !Boolean.FALSE.equals(reference.getProperty("milter.body")),
                texts(reference.getProperty("milter.macros")),
                Boolean.TRUE.equals(reference.getProperty("milter.rejectedRecipients")),
                Boolean.TRUE.equals(reference.getProperty("milter.signs")),
                texts(reference.getProperty("milter.produces")),
                texts(reference.getProperty("milter.consumes")));
    }

    /** The declared name, and what follows the {@code ~} of a factory configuration's PID. */
    private static String id(ServiceReference<?> reference) {
        Object name = reference.getProperty("milter.name");
        String base = name == null ? reference.getBundle().getSymbolicName() : name.toString();
        return texts(reference.getProperty(Constants.SERVICE_PID)).stream()
                .filter(pid -> pid.indexOf('~') >= 0)
                .map(pid -> base + pid.substring(pid.indexOf('~')))
                .findFirst()
                .orElse(base);
    }

    private static Set<Edit.Kind> edits(ServiceReference<?> reference) {
        Set<Edit.Kind> edits = EnumSet.noneOf(Edit.Kind.class);
        for (String name : texts(reference.getProperty("milter.edits"))) {
            try {
                edits.add(Edit.Kind.valueOf(name));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "bundle {} declares edits of {}, which there are not; there are {}",
                        reference.getBundle().getSymbolicName(),
                        name,
                        List.of(Edit.Kind.values()));
            }
        }
        return edits;
    }

    private static List<String> texts(@Nullable Object property) {
        if (property instanceof Object[] several) {
            return Arrays.stream(several).map(Object::toString).toList();
        }
        return property == null ? List.of() : List.of(property.toString());
    }
}
