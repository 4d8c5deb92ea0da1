package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Comes up well and fails every message. */
@Component(property = "stamp.version=@version@")
@FilterProfile(name = "@id@", edits = Edit.Kind.HEADERS, body = false)
public final class BreakingStamp implements MessageFilter {

    private final Stamp stamp;

    @Activate
    public BreakingStamp(Map<String, ?> properties) {
        stamp = Stamp.of(properties);
    }

    @Override
    public Decision onMessage(Message message) {
        throw new IllegalStateException(stamp.id() + " " + stamp.version() + " breaks on purpose");
    }
}
