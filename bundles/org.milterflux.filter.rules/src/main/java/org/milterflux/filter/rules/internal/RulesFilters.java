package org.milterflux.filter.rules.internal;

import java.io.IOException;
import java.util.Dictionary;
import org.milterflux.files.Configurations;
import org.milterflux.files.FilterFiles;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Keeps a filter for each Sieve script.
 *
 * <p>A managed service factory and not a component of its own for each configuration: a script needs none, and what is
 * configured must be known before the first of them is loaded.
 */
@Component(
        name = RulesFilters.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        immediate = true,
        property = "service.pid=" + RulesFilters.PID)
@Designate(ocd = RulesConfiguration.class, factory = true)
public final class RulesFilters implements ManagedServiceFactory {

    static final String PID = "org.milterflux.filter.rules";

    private final FilterFiles files;

    /** Loads what there is. */
    @Activate
    public RulesFilters(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        files = new FilterFiles(new SieveLanguage(), context);
        files.open(Configurations.of(admin, PID));
    }

    @Deactivate
    void close() {
        files.close();
    }

    @Override
    public String getName() {
        return "Milterflux rules";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> properties) {
        files.configure(pid, FrameworkUtil.asMap(properties));
    }

    @Override
    public void deleted(String pid) {
        files.forget(pid);
    }
}
