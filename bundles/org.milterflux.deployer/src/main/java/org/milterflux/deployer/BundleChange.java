package org.milterflux.deployer;

import java.util.List;

/**
 * What becomes of one bundle.
 *
 * @param kind the change
 * @param bundle its symbolic name
 * @param from the version that serves before; empty when there is none
 * @param to the version that serves afterwards; empty when there is none
 * @param source where the new version comes from, as the administrator wrote it; empty when there is none
 * @param digest SHA-256 of the new version's file, in hex; empty when there is none
 * @param filters what becomes of its filters, as far as that is known before it starts
 */
public record BundleChange(
        Kind kind, String bundle, String from, String to, String source, String digest, List<FilterChange> filters) {

    public BundleChange {
        filters = List.copyOf(filters);
    }

    /** What can become of a bundle or a filter. */
    public enum Kind {
        /** It is new. */
        ADD,
        /** A higher version takes its place. */
        UPGRADE,
        /** A lower version takes its place. */
        DOWNGRADE,
        /** The same version takes its place, with other content. */
        REPLACE,
        /** It leaves. */
        REMOVE,
        /** The same file is deployed already. */
        KEEP
    }

    /**
     * What becomes of one filter.
     *
     * @param id its id
     * @param kind ADD, REMOVE or KEEP
     * @param rankBefore its place before; 0 when it is new
     * @param rankAfter its place afterwards; 0 when it leaves
     */
    public record FilterChange(String id, Kind kind, int rankBefore, int rankAfter) {}
}
