package org.milterflux.core.management;

/**
 * One filter.
 *
 * @param id the name the administrator's policies use
 * @param version its bundle's version
 * @param bundle its bundle's symbolic name
 * @param rank its place: higher comes first
 * @param inChain whether it takes part
 * @param shadow whether it is only watched
 * @param condition which messages it takes part in, as the configuration writes it; empty for all
 * @param failure what happens to a message when it fails, as the configuration writes it
 * @param breaker {@code closed} when it is called, {@code open} when it failed so often that it is not, {@code half-open}
 *     when it is tried
 * @param messages how many messages it is part of now
 */
public record FilterStatus(
        String id,
        String version,
        String bundle,
        int rank,
        boolean inChain,
        boolean shadow,
        String condition,
        String failure,
        String breaker,
        int messages) {}
