package org.milterflux.core.condition;

import org.osgi.annotation.versioning.ProviderType;

/** The language of conditions, as a service. Safe from any thread. */
@ProviderType
public interface Conditions {

    /**
     * The condition of a text.
     *
     * @throws ConditionException for the administrator: what is wrong and where
     */
    Condition compile(String expression) throws ConditionException;
}
