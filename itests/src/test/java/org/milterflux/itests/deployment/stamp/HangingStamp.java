package org.milterflux.itests.deployment.stamp;

import java.util.concurrent.CountDownLatch;
import org.milterflux.api.Decision;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Does not come back from its activation until it is interrupted. */
@Component(property = "stamp.version=@version@")
@FilterProfile(name = "@id@", body = false)
public final class HangingStamp implements MessageFilter {

    @Activate
    public HangingStamp() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public Decision onMessage(Message message) {
        return Verdict.pass();
    }
}
