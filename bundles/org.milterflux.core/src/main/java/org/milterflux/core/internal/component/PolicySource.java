package org.milterflux.core.internal.component;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.milterflux.api.Settings;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FailureScope;
import org.milterflux.core.internal.filter.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@code org.milterflux.policy} configuration: the administrator's word on one filter id. */
@Component(
        service = PolicySource.class,
        configurationPid = PolicySource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PolicyConfiguration.class, factory = true)
public final class PolicySource {

    static final String PID = "org.milterflux.policy";

    private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

    private volatile Optional<Word> word = Optional.empty();

    /** What one configuration says; empty values leave it to the core's. */
    record Word(
            String filter,
            boolean enabled,
            OptionalInt rank,
            Optional<FailureAction> failure,
            Optional<Duration> timeout,
            boolean required) {

        static Word of(Map<String, ?> properties) {
            Settings settings = Settings.of(properties);
            return new Word(
                    settings.text("filter"),
                    settings.flag("enabled", true),
                    properties.containsKey("rank")
                            ? OptionalInt.of((int) settings.number("rank", 0, Integer.MIN_VALUE, Integer.MAX_VALUE))
                            : OptionalInt.empty(),
                    properties.containsKey("failure")
                            ? Optional.of(settings.choice("failure", FailureAction.class, FailureAction.TEMPFAIL))
                            : Optional.empty(),
                    properties.containsKey("timeoutSeconds")
                            ? Optional.of(Duration.ofSeconds(settings.number("timeoutSeconds", 1, 1, 270)))
                            : Optional.empty(),
                    settings.flag("required", false));
        }

        Policy over(Policy standard) {
            return new Policy(
                    enabled,
                    false,
                    rank,
                    Set.of(),
                    Optional.empty(),
                    failure.orElse(standard.failure()),
                    Optional.empty(),
                    FailureScope.MESSAGE,
                    timeout.orElse(standard.timeout()),
                    OptionalInt.empty(),
                    required,
                    AbsentAction.HOLD);
        }
    }

    /** Takes the configuration; a wrong one is told and leaves what was in force. */
    @Activate
    @Modified
    public void configure(Map<String, Object> properties) {
        try {
            word = Optional.of(Word.of(properties));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{}; {}", e.getMessage(), word.isPresent() ? "the policy stays as it was" : "no policy until then");
        }
    }

    Optional<Word> word() {
        return word;
    }
}
