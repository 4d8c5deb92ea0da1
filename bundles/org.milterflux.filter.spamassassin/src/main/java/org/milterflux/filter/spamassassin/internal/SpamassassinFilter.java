package org.milterflux.filter.spamassassin.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.ReadinessCheck;
import org.milterflux.api.Settings;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.engine.EngineConnector;
import org.milterflux.engine.WholeMessage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has spamd score each complete message, and tags or refuses spam. A message that no engine scored is a failure of the filter, never
 * a clean message.
 */
@Component(
        configurationPid = SpamassassinFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "service.ranking:Integer=10") // behind an antivirus, before what changes the message
@Designate(ocd = SpamassassinConfiguration.class)
@FilterProfile(
        name = SpamassassinFilter.NAME,
        edits = {Edit.Kind.HEADERS, Edit.Kind.BODY},
        produces = SpamassassinFilter.NAME)
public final class SpamassassinFilter implements MessageFilter, ReadinessCheck {

    static final String NAME = "spamassassin";
    static final String PID = "org.milterflux.filter.spamassassin";

    private static final Logger LOG = LoggerFactory.getLogger(SpamassassinFilter.class);

    private final EngineConnector connector;
    private volatile Use use;

    /** What is in use together. */
    private record Use(SpamassassinSettings settings, Spamd spamd, Judgement judgement) {

        static Use of(Settings settings, EngineConnector connector) {
            SpamassassinSettings read = SpamassassinSettings.of(settings);
            return new Use(read, new Spamd(read, connector), new Judgement(read));
        }
    }

    /** @throws IllegalArgumentException when a value is wrong; the filter then does not stand in the chain */
    @Activate
    public SpamassassinFilter(@Reference EngineConnector connector, Map<String, ?> properties) {
        this.connector = connector;
        try {
            use = Use.of(Settings.of(properties), connector);
        } catch (IllegalArgumentException e) {
            // The framework logs what is thrown, but as a defect, with a stack; the administrator needs one plain line.
            LOG.warn("{}; until then the filter does not stand in the chain", e.getMessage());
            throw e;
        }
    }

    /** Without this method every new value would take the filter out of the chain for a moment. */
    @Modified
    void modified(Map<String, ?> properties) {
        try {
            use = Use.of(Settings.of(properties), connector);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; what was configured before stays in force", e.getMessage());
        }
    }

    @Override
    public Decision onMessage(Message message) throws IOException {
        Use now = use;
        if (WholeMessage.of(message).size() > now.settings.maxBytes()) {
            ScanResult.of(now.settings.filter(), "none", Topic.SPAM, Outcome.UNSCANNED, List.of("too large"))
                    .leaveIn(message.attributes());
            return now.judgement.onTooLarge(message);
        }
        Spamd.Scan scan = now.spamd.scan(message);
        now.judgement.result(scan).leaveIn(message.attributes());
        return now.judgement.on(message, scan.answer());
    }

    @Override
    public void check() throws IOException {
        use.spamd.check();
    }
}
