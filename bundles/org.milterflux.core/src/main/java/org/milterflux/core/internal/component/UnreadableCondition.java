package org.milterflux.core.internal.component;

import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;

/** In place of the condition of a policy that could not be read: it cannot be told, which is a failure of the filter. */
record UnreadableCondition(String mistake) implements Condition {

    @Override
    public String expression() {
        return "cannot be read";
    }

    @Override
    public Scope scope() {
        return Scope.SENDER; // the first event at which a failure action answers
    }

    @Override
    public boolean test(Facts facts) {
        throw new IllegalStateException("its policy cannot be read: " + mistake);
    }
}
