package org.milterflux.deployer.internal.engine;

import java.time.Duration;
import java.util.Map;
import org.milterflux.api.Settings;

/**
 * What the administrator says of deployments.
 *
 * @param lint whether what the linter finds stands against a deployment
 * @param health how long new bundles may take to start and be ready
 * @param trialMessages messages of each new filter that prove it; 0 for no trial
 * @param trial how long a trial lasts at most
 * @param trialFailures failures in a trial that end it
 * @param drain how long bundles that leave wait for the messages of their filters
 */
public record DeploymentSettings(
        Lint lint, Duration health, int trialMessages, Duration trial, int trialFailures, Duration drain) {

    /** What becomes of a finding of the linter. */
    public enum Lint {
        WARN,
        REFUSE
    }

    /**
     * Reads a configuration; what it does not say has its default.
     *
     * @throws IllegalArgumentException for the administrator
     */
    public static DeploymentSettings of(Map<String, ?> properties) {
        Settings settings = Settings.of(properties);
        return new DeploymentSettings(
                settings.choice("lint", Lint.class, Lint.WARN),
                seconds(settings, "healthSeconds", 30),
                (int) settings.number("trialMessages", 10, 0, 1_000_000),
                seconds(settings, "trialSeconds", 300),
                (int) settings.number("trialFailures", 1, 1, 1_000_000),
                seconds(settings, "drainSeconds", 60));
    }

    private static Duration seconds(Settings settings, String key, long otherwise) {
        return Duration.ofSeconds(settings.number(key, otherwise, 1, 86_400));
    }
}
