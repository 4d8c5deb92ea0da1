package org.milterflux.core.internal.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Generation.Member;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FilterInstance;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The filters of one connection: the latest between messages, the same ones throughout a message.
 *
 * <p>For one event at a time, but that a message which waits for a filter is pinned on the thread that brings it, and that
 * the connection may end at any moment.
 */
final class Roster {

    private final Chain chain;
    private final Inquiry inquiry;
    private Generation generation = Generation.EMPTY;
    private volatile List<Seat> seats = List.of();
    private List<Seat> departed = List.of();
    private boolean waits;
    private boolean closed;

    /**
     * No filters yet.
     *
     * @param inquiry told the filters, in order, when they are others
     */
    Roster(Chain chain, Inquiry inquiry) {
        this.chain = chain;
        this.inquiry = inquiry;
    }

    /** The filters, in order. */
    List<Seat> seats() {
        return seats;
    }

    /**
     * The first refusal in order; passing when there is none.
     *
     * @param asks whether a filter is to be asked, when it is its turn
     * @param word what it says
     */
    Mono<Verdict> along(Predicate<Seat> asks, Function<Seat, Mono<Verdict>> word) {
        return along(0, asks, word);
    }

    private Mono<Verdict> along(int from, Predicate<Seat> asks, Function<Seat, Mono<Verdict>> word) {
        List<Seat> current = seats;
        for (int i = from; i < current.size(); i++) {
            Seat seat = current.get(i);
            if (asks.test(seat)) {
                int next = i + 1;
                return Passing.then(word.apply(seat), () -> along(next, asks, word));
            }
        }
        return Inquiry.PASS;
    }

    /** Whether it is still to be decided of any filter whether it takes part in the message. */
    boolean isAnyWaiting() {
        for (Seat seat : seats) { // a stream would be made for each command
            if (seat.isWaiting()) {
                return true;
            }
        }
        return false;
    }

    /** The number of their generation. */
    long generation() {
        return generation.number();
    }

    /** Takes the filters that are in force now. Not within a message. */
    void refresh() {
        renew();
        seeOff();
    }

    /** Fixes the filters of a message, and keeps them from leaving. */
    void pin() {
        fix();
        seeOff();
    }

    private synchronized void renew() {
        Generation current = chain.current();
        if (closed || current.number() == generation.number()) {
            return;
        }
        Map<FilterInstance, Seat> before = new HashMap<>();
        seats.forEach(seat -> before.put(seat.filter(), seat));
        List<Seat> next = new ArrayList<>();
        for (Member member : current.members()) {
            Seat known = before.remove(member.filter());
            next.add(known == null ? new Seat(member) : known.under(member));
        }
        depart(before.values());
        seats = List.copyOf(next);
        generation = current;
        inquiry.seats(seats);
    }

    private synchronized void fix() {
        do {
            endMessage();
            renew();
        } while (!closed && !seats.stream().allMatch(Seat::beginMessage));
    }

    private void depart(Collection<Seat> leavers) {
        departed = Stream.concat(departed.stream(), leavers.stream()).toList();
    }

    /** Tells filters that left: foreign code, for which nothing must be locked. */
    private void seeOff() {
        List<Seat> leavers;
        synchronized (this) {
            leavers = departed;
            departed = List.of();
        }
        leavers.forEach(seat -> seat.conversation().close());
    }

    /** Required filters that the pinned ones lack, and for which the administrator wants this. */
    synchronized Set<String> missing(AbsentAction action, MessageFacts facts) {
        return generation.missing(action, facts);
    }

    /**
     * Pins as soon as no required filter is missing: within the publication of the generation that has them all, which may
     * be gone a moment later when several of them are exchanged. What happens then happens on another thread, because the
     * chain is locked.
     *
     * @return whether that came in time
     */
    Mono<Boolean> pinComplete(MessageFacts facts, Deadline hold, Scheduler timer) {
        startWaiting();
        Mono<Boolean> complete = chain.first(next -> fixesComplete(facts)).map(next -> true);
        Mono<Boolean> over =
                Mono.delay(hold.left(), timer).filter(tick -> givesUp()).map(tick -> false);
        return Mono.firstWithValue(complete, over)
                .publishOn(Schedulers.parallel())
                .doOnNext(inTime -> seeOff());
    }

    /** Looks again after it was fixed: the generation that is told may not be the latest any more. */
    private synchronized boolean fixesComplete(MessageFacts facts) {
        if (!waits) {
            return false;
        }
        fix();
        if (!missing(AbsentAction.HOLD, facts).isEmpty()) {
            endMessage();
            return false;
        }
        waits = false;
        return true;
    }

    private synchronized void startWaiting() {
        waits = true;
    }

    private synchronized boolean givesUp() {
        boolean still = waits;
        waits = false;
        return still;
    }

    /** The message is over: filters that may go are let go, and those that had not the last word are told. */
    synchronized void endMessage() {
        seats.forEach(Seat::endMessage);
    }

    /** The connection is over. */
    void close() {
        synchronized (this) {
            closed = true;
            endMessage();
            depart(seats);
            seats = List.of();
        }
        seeOff();
    }
}
