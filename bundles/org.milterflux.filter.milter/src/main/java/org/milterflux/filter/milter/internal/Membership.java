package org.milterflux.filter.milter.internal;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Edit;
import org.milterflux.api.SessionFilter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The milter's place in the chain: its service, whose properties say what {@code FilterProfile} says of other filters.
 *
 * <p>Registered here and not by Declarative Services, because what a milter wants shows only in its negotiation, and a
 * component cannot change its properties. Safe from any thread.
 */
final class Membership {

    private static final Wants NOTHING = new Wants(List.of(), false);

    private final BundleContext context;
    private @Nullable ServiceRegistration<SessionFilter> registration;
    private volatile MemberSettings settings;
    private volatile Wants learnt = NOTHING;

    Membership(BundleContext context, MemberSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** What the administrator last said. */
    MemberSettings settings() {
        return settings;
    }

    /** Enters the chain. */
    synchronized void begin(SessionFilter member) {
        registration = context.registerService(SessionFilter.class, member, properties());
    }

    /** The administrator says something else. */
    synchronized void change(MemberSettings changed) {
        settings = changed;
        publish();
    }

    /** Whether that is something new. */
    boolean wouldLearn(Wants wants) {
        return !wants.equals(learnt);
    }

    /** What the milter wanted last; the platform asks the MTA for it on connections from now on. */
    synchronized void learn(Wants wants) {
        learnt = wants;
        publish();
    }

    /** Leaves the chain; returns when the messages it is part of have ended, or their time is up. */
    void end() {
        ServiceRegistration<SessionFilter> leaving = taken();
        if (leaving != null) {
            leaving.unregister();
        }
    }

    private synchronized @Nullable ServiceRegistration<SessionFilter> taken() {
        ServiceRegistration<SessionFilter> leaving = registration;
        registration = null;
        return leaving;
    }

    private void publish() {
        if (registration != null) {
            registration.setProperties(properties());
        }
    }

    private Dictionary<String, Object> properties() {
        Wants wants = settings.known().and(learnt);
        return FrameworkUtil.asDictionary(Map.of(
                "milter.name",
                settings.id(),
                "milter.edits",
                Arrays.stream(Edit.Kind.values()).map(Enum::name).toArray(String[]::new),
                "milter.body",
                true,
                "milter.macros",
                wants.macros().toArray(String[]::new),
                "milter.rejectedRecipients",
                wants.rejectedRecipients(),
                Constants.SERVICE_RANKING,
                settings.ranking(),
                Constants.SERVICE_DESCRIPTION,
                "milter " + settings.socket()));
    }
}
