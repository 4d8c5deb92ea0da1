package org.milterflux.itests.scanners;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.milterflux.itests.mta.RealMtas;

/** Marks scenarios that need clamd and real MTAs; like those they are skipped, or with {@code -Dmtas=required} fail. */
@RealMtas
@ExtendWith(RealClamd.Installed.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface RealClamd {

    /** Looks for the program. */
    final class Installed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Files.isExecutable(Path.of(Clamd.PROGRAM))) {
                return ConditionEvaluationResult.enabled("clamd is there");
            }
            String obstacle = Clamd.PROGRAM + " is missing; itests/all installs it";
            if (System.getProperty("mtas", "optional").equals("required")) {
                throw new IllegalStateException(obstacle);
            }
            return ConditionEvaluationResult.disabled(obstacle);
        }
    }
}
