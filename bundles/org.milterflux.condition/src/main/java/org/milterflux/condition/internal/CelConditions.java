package org.milterflux.condition.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.ConditionException;
import org.milterflux.core.condition.Conditions;
import org.osgi.service.component.annotations.Component;

/** CEL as the language of conditions. It is loaded with the first condition: without one the runtime starts no later. */
@Component
public final class CelConditions implements Conditions {

    private final AtomicReference<Language> language = new AtomicReference<>();

    @Override
    public Condition compile(String expression) throws ConditionException {
        return language.updateAndGet(loaded -> loaded == null ? new Language() : loaded)
                .compile(expression);
    }
}
