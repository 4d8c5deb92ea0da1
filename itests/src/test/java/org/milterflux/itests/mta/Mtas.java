package org.milterflux.itests.mta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that need real MTAs where those cannot run; with {@code -Dmtas=required} fails them instead. */
final class Mtas implements ExecutionCondition {

    static final Path POSTFIX = Path.of("/usr/lib/postfix/sbin/master");
    static final Path SENDMAIL = Path.of(System.getProperty("sendmail.root", "/nowhere"));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent() && System.getProperty("mtas", "optional").equals("required")) {
            throw new IllegalStateException(obstacle.get());
        }
        return obstacle.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("Postfix and Sendmail are there"));
    }

    private static Optional<String> obstacle() {
        if (!Files.isExecutable(POSTFIX)) {
            return Optional.of("Postfix is not installed (" + POSTFIX + " is missing); itests/all installs it");
        }
        if (!Files.isExecutable(SENDMAIL.resolve("usr/libexec/sendmail/sendmail"))) {
            return Optional.of("Sendmail is not unpacked in " + SENDMAIL + "; itests/all does that");
        }
        if (!Root.isUs() && !maySudo()) {
            return Optional.of(
                    "MTAs start as root only, and this user is neither root nor may use sudo without a password");
        }
        return Optional.empty();
    }

    private static boolean maySudo() {
        try {
            return new ProcessBuilder("sudo", "-n", "true").start().waitFor() == 0;
        } catch (IOException noSudo) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
