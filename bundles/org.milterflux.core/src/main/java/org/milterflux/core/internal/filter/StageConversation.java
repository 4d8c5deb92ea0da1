package org.milterflux.core.internal.filter;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.milterflux.api.Body;
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.DataFilter;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.Event.Connected;
import org.milterflux.api.Event.DataStarted;
import org.milterflux.api.Event.Greeted;
import org.milterflux.api.Event.MessageEnded;
import org.milterflux.api.Event.RecipientGiven;
import org.milterflux.api.Event.SenderGiven;
import org.milterflux.api.HeloFilter;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.ReactiveConnectFilter;
import org.milterflux.api.ReactiveDataFilter;
import org.milterflux.api.ReactiveHeloFilter;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.api.ReactiveRecipientFilter;
import org.milterflux.api.ReactiveSenderFilter;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A filter made of stage interfaces: each is a call, nothing is kept between them, so one object serves every connection.
 *
 * <p>Where a filter has a stage in both styles the reactive one is asked.
 */
final class StageConversation implements Conversation {

    private final Scheduler workers;
    private final Set<Stage> stages;
    private volatile Map<Stage, Function<Event, Mono<Decision>>> calls;

    StageConversation(Object filter, Scheduler workers) {
        this.workers = workers;
        calls = new EnumMap<>(Stage.class);
        plain(filter);
        reactive(filter);
        stages = Set.copyOf(calls.keySet());
    }

    @Override
    public boolean wants(Stage stage) {
        return stages.contains(stage);
    }

    @Override
    public Mono<Decision> on(Stage stage, Event event) {
        Function<Event, Mono<Decision>> call = calls.get(stage);
        return call == null ? Mono.error(new FilterFailure("it has left")) : call.apply(event);
    }

    @Override
    public Mono<Decision> onContent(Message message, Body body) {
        return on(Stage.MESSAGE, new MessageEnded(message));
    }

    /** Lets the filter's bundle go, though open connections still hold this: whoever asks it hears that it has left. */
    void forget() {
        calls = Map.of();
    }

    private void plain(Object filter) {
        if (filter instanceof ConnectFilter f) {
            blocking(Stage.CONNECT, Connected.class, event -> f.onConnect(event.connection()));
        }
        if (filter instanceof HeloFilter f) {
            blocking(Stage.HELO, Greeted.class, event -> f.onHelo(event.connection()));
        }
        if (filter instanceof SenderFilter f) {
            blocking(Stage.SENDER, SenderGiven.class, event -> f.onSender(event.envelope()));
        }
        if (filter instanceof RecipientFilter f) {
            blocking(
                    Stage.RECIPIENT, RecipientGiven.class, event -> f.onRecipient(event.envelope(), event.recipient()));
        }
        if (filter instanceof DataFilter f) {
            blocking(Stage.DATA, DataStarted.class, event -> f.onData(event.envelope()));
        }
        if (filter instanceof MessageFilter f) {
            blocking(Stage.MESSAGE, MessageEnded.class, event -> f.onMessage(event.message()));
        }
    }

    private void reactive(Object filter) {
        if (filter instanceof ReactiveConnectFilter f) {
            reactive(Stage.CONNECT, Connected.class, event -> f.onConnect(event.connection()));
        }
        if (filter instanceof ReactiveHeloFilter f) {
            reactive(Stage.HELO, Greeted.class, event -> f.onHelo(event.connection()));
        }
        if (filter instanceof ReactiveSenderFilter f) {
            reactive(Stage.SENDER, SenderGiven.class, event -> f.onSender(event.envelope()));
        }
        if (filter instanceof ReactiveRecipientFilter f) {
            reactive(
                    Stage.RECIPIENT, RecipientGiven.class, event -> f.onRecipient(event.envelope(), event.recipient()));
        }
        if (filter instanceof ReactiveDataFilter f) {
            reactive(Stage.DATA, DataStarted.class, event -> f.onData(event.envelope()));
        }
        if (filter instanceof ReactiveMessageFilter f) {
            reactive(Stage.MESSAGE, MessageEnded.class, event -> f.onMessage(event.message()));
        }
    }

    private <E extends Event> void blocking(Stage stage, Class<E> type, Plain<E> call) {
        calls.put(stage, event -> Guard.blocking(() -> call.decide(type.cast(event)), workers));
    }

    private <E extends Event> void reactive(
            Stage stage, Class<E> type, Function<E, ? extends Publisher<? extends Decision>> call) {
        calls.put(stage, event -> Guard.reactive(() -> call.apply(type.cast(event))));
    }

    /** A call in plain style. */
    private interface Plain<E extends Event> {
        Decision decide(E event) throws Exception;
    }
}
