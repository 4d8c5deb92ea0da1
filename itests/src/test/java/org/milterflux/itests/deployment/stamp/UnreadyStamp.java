package org.milterflux.itests.deployment.stamp;

import org.milterflux.api.Decision;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.ReadinessCheck;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;

/** Comes up, and says that it is not ready. */
@Component(
        service = {MessageFilter.class, ReadinessCheck.class},
        property = "stamp.version=@version@")
@FilterProfile(name = "@id@", body = false)
public final class UnreadyStamp implements MessageFilter, ReadinessCheck {

    @Override
    public void check() {
        throw new IllegalStateException("not ready on purpose");
    }

    @Override
    public Decision onMessage(Message message) {
        return Verdict.pass();
    }
}
