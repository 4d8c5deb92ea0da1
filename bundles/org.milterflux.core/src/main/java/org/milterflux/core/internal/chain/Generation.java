package org.milterflux.core.internal.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;

/**
 * The chain as it is between two changes. Immutable; a message keeps the one it began with.
 *
 * @param number counts the changes
 * @param members in order
 * @param required the policies of the ids that mail needs
 */
public record Generation(long number, List<Member> members, Map<String, Policy> required) {

    /** Highest rank first; of equals the one that was there first, as OSGi orders services. */
    private static final Comparator<Member> ORDER = Comparator.comparingInt(Member::rank)
            .reversed()
            .thenComparingLong(member -> member.filter().profile().serviceId());

    /** The one to take last: a bundle that starts again does not become newer than its successor. */
    private static final Comparator<FilterInstance> AGE = Comparator.comparing(
                    (FilterInstance filter) -> filter.profile().version())
            .thenComparingLong(filter -> filter.profile().bundleId())
            .thenComparingLong(filter -> filter.profile().serviceId());

    /** The chain without filters. */
    public static final Generation EMPTY = new Generation(0, List.of(), Map.of());

    public Generation {
        members = List.copyOf(members);
        required = Map.copyOf(required);
    }

    /** A filter and what the administrator says of it. */
    public record Member(FilterInstance filter, Policy policy) {

        /** Its place: higher comes first. */
        public int rank() {
            return policy.rank().orElse(filter.profile().ranking());
        }

        /** Its name for the administrator. */
        public String id() {
            return filter.id();
        }
    }

    /**
     * The next generation.
     *
     * @param filters all that may take part; of several with one id the highest version does, of equal versions the bundle
     *     that was installed last
     * @param policy what is said of an id
     * @param required the policies of the ids that mail needs
     */
    public Generation next(
            Collection<FilterInstance> filters, Function<String, Policy> policy, Map<String, Policy> required) {
        Map<String, Member> byId = new LinkedHashMap<>();
        filters.stream()
                .sorted(AGE)
                .map(filter -> new Member(filter, policy.apply(filter.id())))
                .filter(member -> member.policy().enabled())
                .forEach(member -> byId.put(member.id(), member));
        List<Member> ordered = new ArrayList<>(byId.values());
        ordered.sort(ORDER);
        return new Generation(number + 1, ordered, required);
    }

    /** Required ids that nobody serves. */
    public Set<String> missing() {
        if (required.isEmpty()) {
            return Set.of();
        }
        Set<String> missing = new TreeSet<>(required.keySet());
        members.forEach(member -> missing.remove(member.id()));
        return missing;
    }

    /** Those of them that a message on this connection would have to see, and for which the administrator wants this. */
    Set<String> missing(AbsentAction action, MessageFacts facts) {
        Set<String> missing = missing();
        if (!missing.isEmpty()) {
            required.forEach((id, policy) -> {
                if (policy.absent() != action || !facts.areOnListenerOf(policy)) {
                    missing.remove(id);
                }
            });
        }
        return missing;
    }
}
