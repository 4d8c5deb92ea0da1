package org.milterflux.core.management;

/**
 * One filter.
 *
 * @param id the name the administrator's policies use
 * @param version its bundle's version
 * @param bundle its bundle's symbolic name
 * @param rank its place: higher comes first
 * @param inChain whether it takes part
 * @param failure what happens to a message when it fails, as the configuration writes it
 * @param messages how many messages it is part of now
 */
public record FilterStatus(
        String id, String version, String bundle, int rank, boolean inChain, String failure, int messages) {}
