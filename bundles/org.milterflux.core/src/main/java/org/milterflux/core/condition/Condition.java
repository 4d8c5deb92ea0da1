package org.milterflux.core.condition;

import org.osgi.annotation.versioning.ProviderType;

/** A compiled condition: whether a filter takes part in a message. Immutable; safe from any thread; does not block. */
@ProviderType
public interface Condition {

    /** Its text, as the administrator wrote it. */
    String expression();

    /** When it can be tested: the latest stage that any fact it names needs. */
    Scope scope();

    /**
     * Whether it holds.
     *
     * @param facts known at least up to {@link #scope}
     * @throws RuntimeException when it cannot be told, such as for an attribute that no filter left; the filter has failed
     *     then, and its policy answers
     */
    boolean test(Facts facts);
}
