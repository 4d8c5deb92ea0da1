package org.milterflux.filter.milter.internal;

import java.util.Map;
import org.milterflux.api.Settings;
import org.milterflux.protocol.spi.Connector;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One configured milter; brings it into the chain, and out of it. */
@Component(
        configurationPid = MilterFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {})
@Designate(ocd = MilterConfiguration.class, factory = true)
public final class MilterFilter {

    static final String PID = "org.milterflux.filter.milter";

    private static final Logger LOG = LoggerFactory.getLogger(MilterFilter.class);

    private final Scheduler timer = Schedulers.parallel();
    private final AwaitedConnector connector = new AwaitedConnector(timer);
    private final Membership membership;

    /** @throws IllegalArgumentException when a value is wrong; the milter then does not stand in the chain */
    @Activate
    public MilterFilter(BundleContext context, Map<String, ?> properties) {
        try {
            membership = new Membership(context, MemberSettings.of(Settings.of(properties)));
        } catch (IllegalArgumentException e) {
            // The framework logs what is thrown, but as a defect, with a stack; the administrator needs one plain line.
            LOG.warn("{}; until then the milter does not stand in the chain", e.getMessage());
            throw e;
        }
    }

    /**
     * Optional and dynamic, so that the milter stands in the chain before the listeners open: the connector comes with
     * them, from the same bundle. A connection that is faster waits for it.
     */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConnector(Connector present) {
        connector.come(present);
    }

    void unbindConnector(Connector gone) {
        connector.go(gone);
    }

    @Activate
    void activate() {
        membership.begin(new Member(membership::settings, connector, timer, this::learn));
    }

    /** For connections that begin from now on. */
    @Modified
    void modified(Map<String, ?> properties) {
        try {
            membership.change(MemberSettings.of(Settings.of(properties)));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the settings before it stay in force", e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        membership.end();
    }

    /** Aside: the change of a service calls those who track it, and this is a connection's thread. */
    private void learn(Wants wants) {
        if (membership.wouldLearn(wants)) {
            Schedulers.boundedElastic().schedule(() -> membership.learn(wants));
        }
    }
}
