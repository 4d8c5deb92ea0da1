package org.milterflux.itests.members;

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

/** Marks scenarios that need real milters and real MTAs; like those they are skipped, or with {@code -Dmtas=required} fail. */
@RealMtas
@ExtendWith(ExistingMilters.Installed.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ExistingMilters {

    /** Looks for their programs. */
    final class Installed implements ExecutionCondition {

        private static final String HEADER = "/usr/include/libmilter/mfapi.h";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> obstacle = Stream.of(OpenDkim.PROGRAM, Rspamd.PROGRAM, Obedient.COMPILER, HEADER)
                    .filter(file -> !Files.exists(Path.of(file)))
                    .findFirst()
                    .map(file -> file + " is missing; itests/all installs it");
            if (obstacle.isPresent() && System.getProperty("mtas", "optional").equals("required")) {
                throw new IllegalStateException(obstacle.get());
            }
            return obstacle.map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("the milters are there"));
        }
    }
}
