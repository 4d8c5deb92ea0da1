package org.milterflux.itests.deployment.stamp;

import java.util.Map;
import org.milterflux.api.Decision;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Throws in its activation. */
@Component(property = "stamp.version=@version@")
@FilterProfile(name = "@id@", body = false)
public final class ThrowingStamp implements MessageFilter {

    @Activate
    public ThrowingStamp(Map<String, ?> properties) {
        throw new IllegalStateException("no activation of version " + properties.get("stamp.version") + ", on purpose");
    }

    @Override
    public Decision onMessage(Message message) {
        return Verdict.pass();
    }
}
