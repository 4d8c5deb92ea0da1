package org.milterflux.itests.filters.faulty;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullUnmarked;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;

/** Fails in the way the message's {@code X-Fault} field names; declares header edits only. */
@Component
@FilterProfile(name = "faulty", edits = Edit.Kind.HEADERS)
public final class FaultyFilter implements MessageFilter {

    @Override
    @NullUnmarked
    public Decision onMessage(Message message) {
        return switch (message.headers().value("X-Fault").orElse("none")) {
            case "throws" -> throw new IllegalStateException("thrown on purpose");
            case "null" -> null;
            case "undeclared" -> Decision.edit(Edit.replaceBody(new byte[0]));
            case "linkage" -> throw new NoClassDefFoundError("org/example/Missing");
            case "overflow" -> overflow(0);
            case "silent" -> forever();
            default -> Verdict.pass();
        };
    }

    private static Decision overflow(int depth) {
        return depth < 0 ? Verdict.pass() : overflow(depth + 1);
    }

    private static Decision forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Verdict.pass();
    }
}
