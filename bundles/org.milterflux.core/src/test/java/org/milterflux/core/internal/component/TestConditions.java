package org.milterflux.core.internal.component;

import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.ConditionException;
import org.milterflux.core.condition.Conditions;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;

/** A language of two words: {@code yes} and {@code no}. */
final class TestConditions implements Conditions {

    record Said(boolean answer, TestConditions by) implements Condition {

        @Override
        public String expression() {
            return answer ? "yes" : "no";
        }

        @Override
        public Scope scope() {
            return Scope.CONNECTION;
        }

        @Override
        public boolean test(Facts facts) {
            return answer;
        }
    }

    @Override
    public Condition compile(String expression) throws ConditionException {
        return switch (expression) {
            case "yes" -> new Said(true, this);
            case "no" -> new Said(false, this);
            default -> throw new ConditionException("say yes or no");
        };
    }
}
