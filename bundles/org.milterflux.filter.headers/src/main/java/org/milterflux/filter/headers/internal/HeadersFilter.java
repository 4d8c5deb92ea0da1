package org.milterflux.filter.headers.internal;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes, replaces, inserts and adds header fields as configured. */
@Component(configurationPid = HeadersFilter.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HeadersConfiguration.class)
@FilterProfile(name = "headers", edits = Edit.Kind.HEADERS, body = false)
public final class HeadersFilter implements MessageFilter {

    static final String PID = "org.milterflux.filter.headers";

    private static final Logger LOG = LoggerFactory.getLogger(HeadersFilter.class);

    private volatile HeaderRules rules;

    /** @throws IllegalArgumentException when a value is wrong; the filter then does not stand in the chain */
    @Activate
    public HeadersFilter(Map<String, ?> properties) {
        try {
            rules = HeaderRules.of(Settings.of(properties));
        } catch (IllegalArgumentException e) {
            // The framework logs what is thrown, but as a defect, with a stack; the administrator needs one plain line.
            LOG.warn("{}; until then the filter does not stand in the chain", e.getMessage());
            throw e;
        }
    }

    /** Without this method every new rule would take the filter out of the chain for a moment. */
    @Modified
    void modified(Map<String, ?> properties) {
        try {
            rules = HeaderRules.of(Settings.of(properties));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the rules before it stay in force", e.getMessage());
        }
    }

    @Override
    public Decision onMessage(Message message) {
        return Decision.edit(rules.edits(message));
    }
}
