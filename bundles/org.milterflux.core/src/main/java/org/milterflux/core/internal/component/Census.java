package org.milterflux.core.internal.component;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.chain.Generation;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.management.FilterStatus;

/** Counts the filters, as consoles are told of them. */
final class Census {

    private Census() {}

    /** Those in the chain first, and in its order. */
    static List<FilterStatus> of(Chain chain) {
        List<FilterInstance> ordered = chain.current().members().stream()
                .map(Generation.Member::filter)
                .toList();
        return chain.filters().stream()
                .sorted(Comparator.comparingInt((FilterInstance filter) ->
                                ordered.contains(filter) ? ordered.indexOf(filter) : Integer.MAX_VALUE)
                        .thenComparing(FilterInstance::id)
                        .thenComparing(filter -> filter.profile().version()))
                .map(filter -> status(filter, chain))
                .toList();
    }

    private static FilterStatus status(FilterInstance filter, Chain chain) {
        FilterInstance.Profile profile = filter.profile();
        Policy policy = chain.policy(filter.id());
        return new FilterStatus(
                filter.id(),
                profile.version().toString(),
                profile.bundle(),
                profile.bundleId(),
                policy.rank().orElse(profile.ranking()),
                profile.ranking(),
                chain.place(filter),
                policy.shadow(),
                policy.required(),
                policy.condition().map(Condition::expression).orElse(""),
                policy.listeners().stream().sorted().toList(),
                written(policy.failure()),
                written(filter.breaker().state()),
                filter.uses(),
                effects(profile.effects()));
    }

    private static FilterStatus.Effects effects(Effects effects) {
        return new FilterStatus.Effects(
                effects.edits().stream().map(Enum::name).collect(Collectors.toSet()),
                effects.readsBody(),
                effects.macros(),
                effects.rejectedRecipients(),
                effects.signs(),
                effects.produces(),
                effects.consumes());
    }

    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
