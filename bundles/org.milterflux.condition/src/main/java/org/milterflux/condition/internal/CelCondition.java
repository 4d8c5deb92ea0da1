package org.milterflux.condition.internal;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import org.jspecify.annotations.Nullable;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;

/** A compiled CEL expression. */
record CelCondition(String expression, Scope scope, CelRuntime.Program program) implements Condition {

    @Override
    public boolean test(Facts facts) {
        try {
            return (boolean) program.eval(name -> Variable.named(name).map(variable -> variable.in(facts)));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("its condition cannot be told: " + reason(e), e);
        }
    }

    /** A function of ours says more than CEL does of it. */
    private static @Nullable String reason(CelEvaluationException e) {
        return e.getCause() instanceof IllegalArgumentException ours ? ours.getMessage() : e.getMessage();
    }

    @Override
    public String toString() {
        return expression;
    }
}
