package org.milterflux.core.management;

import java.util.List;
import java.util.Set;

/**
 * One filter.
 *
 * @param id the name the administrator's policies use
 * @param version its bundle's version
 * @param bundle its bundle's symbolic name
 * @param bundleId its bundle's number in the framework
 * @param rank its place: higher comes first
 * @param ownRank the place its bundle asks for, {@code service.ranking}; another rank is the administrator's word
 * @param place whether it takes part, and if not, why
 * @param shadow whether it is only watched
 * @param required whether mail needs it
 * @param condition which messages it takes part in, as the configuration writes it; empty for all
 * @param listeners the listeners on whose connections it takes part; empty for all
 * @param failure what happens to a message when it fails, as the configuration writes it
 * @param breaker {@code closed} when it is called, {@code open} when it failed so often that it is not, {@code half-open}
 *     when it is tried
 * @param messages how many messages it is part of now
 * @param effects what it declares of itself
 */
public record FilterStatus(
        String id,
        String version,
        String bundle,
        long bundleId,
        int rank,
        int ownRank,
        Place place,
        boolean shadow,
        boolean required,
        String condition,
        List<String> listeners,
        String failure,
        String breaker,
        int messages,
        Effects effects) {

    public FilterStatus {
        listeners = List.copyOf(listeners);
    }

    /** Whether it takes part in messages that begin now. */
    public boolean inChain() {
        return place == Place.CHAIN;
    }

    /** Where a registered filter stands. */
    public enum Place {
        /** It takes part. */
        CHAIN,
        /** Its policy says {@code enabled=false}. */
        DISABLED,
        /** A deployment keeps it out: it is not proved yet, or it has been replaced. */
        WITHHELD,
        /** The administrator drains it. */
        DRAINED,
        /** Another bundle offers the same id in a newer version. */
        SUPERSEDED
    }

    /**
     * What a filter declares in its profile.
     *
     * @param edits the kinds of edits it may make, as {@code Edit.Kind} names them
     * @param readsBody whether it reads bodies
     * @param macros what it looks at beyond the usual ones
     * @param rejectedRecipients whether it is shown recipients that the MTA refuses
     * @param signs whether a signature it adds breaks when the body is edited afterwards
     * @param produces attributes it leaves for later filters
     * @param consumes attributes of earlier filters it reads
     */
    public record Effects(
            Set<String> edits,
            boolean readsBody,
            List<String> macros,
            boolean rejectedRecipients,
            boolean signs,
            List<String> produces,
            List<String> consumes) {
        public Effects {
            edits = Set.copyOf(edits);
            macros = List.copyOf(macros);
            produces = List.copyOf(produces);
            consumes = List.copyOf(consumes);
        }
    }
}
