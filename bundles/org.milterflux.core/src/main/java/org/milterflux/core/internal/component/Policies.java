package org.milterflux.core.internal.component;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.milterflux.core.internal.filter.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All policy configurations; of several for one filter the first by name counts. */
final class Policies {

    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final List<PolicySource> sources = new CopyOnWriteArrayList<>();
    private Set<String> told = Set.of();

    void add(PolicySource source) {
        sources.add(source);
    }

    void remove(PolicySource source) {
        sources.remove(source);
    }

    /** The policies by filter id, with the core's settings where they say nothing. For one thread at a time. */
    Map<String, Policy> over(Policy standard) {
        Map<String, Policy> byId = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        Set<String> doubles = new HashSet<>();
        sources.stream()
                .sorted(Comparator.comparing(PolicySource::name))
                .forEach(source -> source.word().ifPresent(word -> {
                    String first = names.putIfAbsent(word.filter(), source.name());
                    if (first == null) {
                        byId.put(word.filter(), word.over(standard));
                    } else {
                        doubles.add(source.name() + ": filter = '" + word.filter() + "': " + first
                                + " is about this filter already and counts; delete one of them");
                    }
                }));
        doubles.stream().filter(one -> !told.contains(one)).sorted().forEach(LOG::warn);
        told = doubles;
        return byId;
    }
}
