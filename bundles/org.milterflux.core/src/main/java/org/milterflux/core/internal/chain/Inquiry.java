package org.milterflux.core.internal.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Edited;
import org.milterflux.api.Event;
import org.milterflux.api.Message;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterFailure;
import org.milterflux.core.internal.filter.Guard;
import org.milterflux.core.internal.filter.Stage;
import org.milterflux.core.internal.message.Passage;
import org.milterflux.core.internal.message.RequiredAction;
import org.milterflux.protocol.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks one filter at a time, within its time, and answers for it by its policy when it fails. Keeps what was said of the
 * message at hand.
 */
final class Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final String connectionId;
    private final Scheduler timer;
    private final List<FilterNote> notes = new ArrayList<>();
    private Limits limits;
    private Set<Action> offered = EnumSet.allOf(Action.class);
    private Optional<String> quarantine = Optional.empty();

    Inquiry(String connectionId, Limits limits, Scheduler timer) {
        this.connectionId = connectionId;
        this.limits = limits;
        this.timer = timer;
    }

    void limits(Limits known) {
        limits = known;
    }

    Limits limits() {
        return limits;
    }

    void offered(Set<Action> actions) {
        offered = actions;
    }

    /** A new message: nothing has been said of it. */
    void begin() {
        notes.clear();
        quarantine = Optional.empty();
    }

    List<FilterNote> notes() {
        return List.copyOf(notes);
    }

    /** The message, put on hold when the policy of a filter that failed wants that. */
    Passage held(Passage passage) {
        return quarantine.map(passage::quarantined).orElse(passage);
    }

    /**
     * One filter's verdict.
     *
     * @param at the stage whose failure rules apply, which for a late introduction is the one that waits for it
     */
    Mono<Verdict> verdict(Seat seat, Stage stage, Stage at, Event event) {
        return limited(seat, limits.command(), seat.conversation().on(stage, event))
                .map(decision -> verdict(seat, stage, decision))
                .onErrorResume(FilterFailure.class, failure -> Mono.just(failed(seat, at, failure)));
    }

    /** One filter's word on a whole message. */
    Mono<Outcome> outcome(Seat seat, Passage passage, Message message) {
        return limited(seat, limits.content(), seat.conversation().onMessage(message))
                .map(decision -> outcome(seat, passage, decision))
                .onErrorResume(
                        FilterFailure.class,
                        failure -> Mono.just(new Outcome(failed(seat, Stage.MESSAGE, failure), passage)));
    }

    private Mono<Decision> limited(Seat seat, Duration most, Mono<Decision> answer) {
        Duration own = seat.policy().timeout();
        return Guard.within(own.compareTo(most) < 0 ? own : most, timer, answer);
    }

    private Verdict verdict(Seat seat, Stage stage, Decision decision) {
        if (!(decision instanceof Verdict verdict)) {
            throw new FilterFailure("it answered " + stage + " with edits, which only a whole message takes");
        }
        if (verdict.kind() == Verdict.Kind.ACCEPT) {
            seat.accepts(stage);
        }
        if (stage.isConnection() && verdict.kind() == Verdict.Kind.DISCARD) {
            LOG.info("{} filter {}: discard has no effect at {}", connectionId, seat.filter(), stage);
            return Verdict.pass();
        }
        if (!verdict.passes()) {
            note(seat, word(verdict));
        }
        return verdict;
    }

    private Outcome outcome(Seat seat, Passage passage, Decision decision) {
        seat.accepts(Stage.MESSAGE);
        if (decision instanceof Verdict verdict) {
            note(seat, word(verdict));
            return new Outcome(verdict, passage);
        }
        List<Edit> edits = ((Edited) decision).edits();
        edits.forEach(edit -> requireAllowed(seat, edit));
        try {
            Passage edited = passage.then(edits);
            note(seat, "edits(" + edits.size() + ")");
            return new Outcome(Verdict.pass(), edited);
        } catch (IllegalArgumentException e) {
            throw FilterFailure.of(e);
        }
    }

    private void requireAllowed(Seat seat, Edit edit) {
        Set<Edit.Kind> declared = seat.filter().profile().edits();
        if (!declared.contains(edit.kind())) {
            throw new FilterFailure(
                    "it asked for an edit of " + edit.kind() + ", but its profile declares only " + declared);
        }
        if (!offered.contains(RequiredAction.of(edit))) {
            throw new FilterFailure("the MTA did not offer " + RequiredAction.of(edit) + ", which its edit needs");
        }
    }

    /** At connect and HELO mail goes on: a refusal there would refuse the whole connection for a mere failure. */
    private Verdict failed(Seat seat, Stage stage, FilterFailure failure) {
        seat.failed();
        note(seat, "failed");
        FailureAction action = seat.policy().failure();
        LOG.warn(
                "{} filter {} of bundle {} failed at {}: {}; {}",
                connectionId,
                seat.filter(),
                seat.filter().profile().bundle(),
                lower(stage),
                failure.getMessage(),
                stage.isConnection() ? "it is asked again at the next message" : "its policy: " + lower(action),
                failure.getCause());
        if (stage.isConnection()) {
            return Verdict.pass();
        }
        if (action == FailureAction.QUARANTINE) {
            quarantine = Optional.of("filter " + seat.filter().id() + " failed");
        }
        return action.refusal().orElse(Verdict.pass());
    }

    private void note(Seat seat, String what) {
        notes.add(new FilterNote(seat.filter().id(), what));
    }

    private static String word(Verdict verdict) {
        return lower(verdict.kind());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
