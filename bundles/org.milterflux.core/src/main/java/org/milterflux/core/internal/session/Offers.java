package org.milterflux.core.internal.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.milterflux.core.management.MtaOffer;
import org.milterflux.protocol.Action;

/** What the MTAs of the listeners let filters do and know. Safe from any thread. */
public final class Offers {

    /** More names than both MTAs have: whoever sends more is not an MTA. */
    private static final int MOST_MACROS = 500;

    private final Map<String, Front> fronts = new ConcurrentHashMap<>();

    /** One listener. */
    static final class Front {
        private final Set<String> macros = ConcurrentHashMap.newKeySet();
        private final AtomicLong messages = new AtomicLong();
        private volatile Set<Action> actions = Set.of();
        private volatile String mta = "";
        private volatile Instant since = Instant.EPOCH;

        void offered(Set<Action> offer) {
            actions = Set.copyOf(offer);
            since = Instant.now();
        }

        void told(Map<String, String> values) {
            values.forEach((name, value) -> {
                if (macros.size() < MOST_MACROS) {
                    macros.add(name);
                }
            });
            String version = values.get("v");
            if (version != null && !version.equals(mta)) {
                mta = version;
            }
        }

        void messageBegan() {
            messages.incrementAndGet();
        }

        private MtaOffer offer(String listener) {
            return new MtaOffer(
                    listener,
                    mta,
                    actions.stream().map(Action::name).collect(Collectors.toSet()),
                    macros,
                    messages.get(),
                    since);
        }
    }

    Front of(String listener) {
        return fronts.computeIfAbsent(listener, name -> new Front());
    }

    /** One for each listener that has had a connection, by its name. */
    public List<MtaOffer> all() {
        return fronts.entrySet().stream()
                .map(front -> front.getValue().offer(front.getKey()))
                .sorted(Comparator.comparing(MtaOffer::listener))
                .toList();
    }
}
