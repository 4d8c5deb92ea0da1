package org.milterflux.filter.clamav.internal;

import java.io.IOException;
import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Event;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.ReadinessCheck;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Settings;
import org.milterflux.engine.EngineConnector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** Has clamd look at each message while it arrives, and refuses what it finds something in. */
@Component(
        configurationPid = ClamavFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "service.ranking:Integer=200") // before filters that cost more or change the message
@Designate(ocd = ClamavConfiguration.class)
@FilterProfile(
        name = "clamav",
        edits = {Edit.Kind.HEADERS, Edit.Kind.QUARANTINE},
        produces = "clamav")
public final class ClamavFilter implements SessionFilter, ReadinessCheck {

    static final String PID = "org.milterflux.filter.clamav";

    private static final Logger LOG = LoggerFactory.getLogger(ClamavFilter.class);

    private final EngineConnector connector;
    private volatile Scanner scanner;

    /** @throws IllegalArgumentException when a value is wrong; the filter then does not stand in the chain */
    @Activate
    public ClamavFilter(@Reference EngineConnector connector, Map<String, ?> properties) {
        this.connector = connector;
        try {
            scanner = Scanner.of(ClamavSettings.of(Settings.of(properties)), connector);
        } catch (IllegalArgumentException e) {
            // The framework logs what is thrown, but as a defect, with a stack; the administrator needs one plain line.
            LOG.warn("{}; until then the filter does not stand in the chain", e.getMessage());
            throw e;
        }
    }

    /** For messages that begin from now on. */
    @Modified
    void modified(Map<String, ?> properties) {
        try {
            scanner = Scanner.of(ClamavSettings.of(Settings.of(properties)), connector);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the settings before it stay in force", e.getMessage());
        }
    }

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.defer(() -> {
            Session session = new Session(() -> scanner);
            return Flux.from(events).concatMap(session::on, 1).doFinally(end -> session.end());
        });
    }

    @Override
    public void check() throws IOException {
        try {
            scanner.engines().check().block();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException unready) {
                throw unready;
            }
            throw e;
        }
    }
}
