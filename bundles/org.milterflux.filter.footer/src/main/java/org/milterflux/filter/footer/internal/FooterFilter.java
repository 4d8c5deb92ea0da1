package org.milterflux.filter.footer.internal;

import java.io.IOException;
import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Settings;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends the configured text to messages, plain or HTML, and leaves alone what it cannot change safely. */
@Component(
        configurationPid = FooterFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "service.ranking:Integer=-100") // behind filters that judge or change what it is appended to
@Designate(ocd = FooterConfiguration.class)
@FilterProfile(
        name = "footer",
        edits = {Edit.Kind.BODY, Edit.Kind.HEADERS})
public final class FooterFilter implements MessageFilter {

    static final String PID = "org.milterflux.filter.footer";

    private static final Logger LOG = LoggerFactory.getLogger(FooterFilter.class);

    private volatile LiveFooter footer;

    /** @throws IllegalArgumentException when a value is wrong; the filter then does not stand in the chain */
    @Activate
    public FooterFilter(Map<String, ?> properties) {
        try {
            footer = new LiveFooter(Settings.of(properties), System::nanoTime);
        } catch (IllegalArgumentException e) {
            // The framework logs what is thrown, but as a defect, with a stack; the administrator needs one plain line.
            LOG.warn("{}; until then the filter does not stand in the chain", e.getMessage());
            throw e;
        }
    }

    /** Without this method every new text would take the filter out of the chain for a moment. */
    @Modified
    void modified(Map<String, ?> properties) {
        try {
            footer = new LiveFooter(Settings.of(properties), System::nanoTime);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the footer before it stays in force", e.getMessage());
        }
    }

    @Override
    public Decision onMessage(Message message) throws IOException {
        try {
            return Decision.edit(footer.current().appendTo(message));
        } catch (LeftAloneException e) {
            LOG.info("{}: no footer: {}", message.queueId().orElse("no queue id"), e.reason());
            return Verdict.pass();
        }
    }
}
