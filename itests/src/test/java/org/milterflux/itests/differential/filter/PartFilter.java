package org.milterflux.itests.differential.filter;

import java.nio.file.Path;
import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Event;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Acts by the script {@code DIRECTORY/ACTOR.script}, read anew by each session; one filter for each configuration. */
@Component(configurationPid = PartFilter.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@FilterProfile(
        name = "part",
        edits = {Edit.Kind.HEADERS, Edit.Kind.BODY, Edit.Kind.RECIPIENTS, Edit.Kind.SENDER, Edit.Kind.QUARANTINE})
public final class PartFilter implements SessionFilter {

    /** Of its factory configurations. */
    public static final String PID = "org.milterflux.itests.part";

    private final Path directory;
    private final String actor;

    @Activate
    public PartFilter(Map<String, ?> properties) {
        Settings settings = Settings.of(properties);
        directory = Path.of(settings.text("directory"));
        actor = settings.text("actor");
    }

    @Override
    public Publisher<Decision> onSession(Publisher<Event> events) {
        return Flux.defer(() -> {
            PartSession session = new PartSession(directory, actor);
            return Flux.from(events).concatMap(session::on).doFinally(end -> session.end());
        });
    }
}
