package org.milterflux.core.internal.component;

import java.util.Map;
import java.util.Optional;
import org.milterflux.api.Settings;
import org.milterflux.core.condition.Conditions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code org.milterflux.policy} configuration: the administrator's word on one filter id.
 *
 * <p>It is read again when the language of conditions arrives or is exchanged. When that leaves, compiled conditions stay
 * in force: an update of its bundle is no reason to touch mail.
 */
@Component(
        service = PolicySource.class,
        configurationPid = PolicySource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PolicyConfiguration.class, factory = true)
public final class PolicySource {

    static final String PID = "org.milterflux.policy";

    private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

    private Map<String, Object> properties = Map.of();
    private Optional<Conditions> conditions = Optional.empty();
    private boolean understood;
    private volatile Optional<PolicyWord> word = Optional.empty();
    private volatile String name = PID;
    private volatile Runnable onChange = () -> {};

    /** Takes the configuration; a wrong one is told and leaves what was in force. */
    @Activate
    @Modified
    public void configure(Map<String, Object> changed) {
        synchronized (this) {
            Optional<PolicyWord> before = word;
            properties = Map.copyOf(changed);
            read();
            if (word.equals(before)) {
                return;
            }
        }
        onChange.run();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConditions(Conditions arrived) {
        synchronized (this) {
            conditions = Optional.of(arrived);
            if (!properties.containsKey("condition")) {
                return;
            }
            read();
        }
        onChange.run();
    }

    synchronized void unbindConditions(Conditions left) {
        conditions = conditions.filter(known -> known != left);
    }

    /** Where it was written. */
    String name() {
        return name;
    }

    /** What is in force; empty when the configuration names no filter. */
    Optional<PolicyWord> word() {
        return word;
    }

    /** Whom to tell of another word. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    private void read() {
        Settings settings = Settings.of(properties);
        name = settings.source();
        try {
            word = Optional.of(PolicyWord.of(settings, conditions));
            understood = true;
        } catch (IllegalArgumentException e) {
            if (!understood) {
                word = PolicyWord.unreadable(settings, String.valueOf(e.getMessage()));
            }
            LOG.warn("{}; {}", e.getMessage(), consequence());
        }
    }

    private String consequence() {
        return understood
                ? "the policy stays as it was"
                : word.map(unreadable -> "until then filter " + unreadable.filter() + " counts as failed")
                        .orElse("no policy until then");
    }
}
