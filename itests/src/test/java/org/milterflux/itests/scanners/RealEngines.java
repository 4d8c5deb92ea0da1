package org.milterflux.itests.scanners;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.milterflux.itests.mta.RealMtas;

/** Marks scenarios that need real engines and real MTAs; like those they are skipped, or with {@code -Dmtas=required} fail. */
@RealMtas
@ExtendWith(RealEngines.Installed.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface RealEngines {

    /** Looks for the programs. */
    final class Installed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> missing = Stream.of(Clamd.PROGRAM, RspamdScanner.PROGRAM, Spamd.PROGRAM)
                    .filter(program -> !Files.isExecutable(Path.of(program)))
                    .findFirst();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("the engines are there");
            }
            String obstacle = missing.get() + " is missing; itests/all installs it";
            if (System.getProperty("mtas", "optional").equals("required")) {
                throw new IllegalStateException(obstacle);
            }
            return ConditionEvaluationResult.disabled(obstacle);
        }
    }
}
