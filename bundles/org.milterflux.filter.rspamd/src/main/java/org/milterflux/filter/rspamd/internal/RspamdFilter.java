package org.milterflux.filter.rspamd.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.milterflux.engine.WholeMessage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows each complete message to rspamd and does what it says. A message that no engine judged is a failure of the filter, never
 * a clean message.
 */
@Component(
        configurationPid = RspamdFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "service.ranking:Integer=20") // behind an antivirus, before what changes the message
@Designate(ocd = RspamdConfiguration.class)
@FilterProfile(
        name = RspamdFilter.NAME,
        edits = {Edit.Kind.HEADERS, Edit.Kind.RECIPIENTS, Edit.Kind.SENDER, Edit.Kind.QUARANTINE},
        produces = RspamdFilter.NAME)
public final class RspamdFilter implements MessageFilter, ReadinessCheck {

    static final String NAME = "rspamd";
    static final String PID = "org.milterflux.filter.rspamd";

    private static final Logger LOG = LoggerFactory.getLogger(RspamdFilter.class);
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = threads();
    private volatile Use use;

    /** What is in use together. */
    private record Use(RspamdSettings settings, Rspamd rspamd, Judgement judgement) {

        static Use of(Settings settings, Executor threads) {
            RspamdSettings read = RspamdSettings.of(settings);
            return new Use(read, new Rspamd(read, threads), new Judgement(read));
        }
    }

    /** @throws IllegalArgumentException when a value is wrong; the filter then does not stand in the chain */
    @Activate
    public RspamdFilter(Map<String, ?> properties) {
        try {
            use = Use.of(Settings.of(properties), threads);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; until then the filter does not stand in the chain", e.getMessage());
            throw e;
        }
    }

    @Modified
    void modified(Map<String, ?> properties) {
        try {
            use = Use.of(Settings.of(properties), threads);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; what was configured before stays in force", e.getMessage());
        }
    }

    /** The platform has waited for the messages in flight. */
    @Deactivate
    void stop() {
        threads.shutdown();
    }

    @Override
    public Decision onMessage(Message message) throws IOException, InterruptedException {
        Use now = use;
        if (WholeMessage.of(message).size() > now.settings.maxBytes()) {
            ScanResult.of(now.settings.filter(), "none", Topic.SPAM, Outcome.UNSCANNED, List.of("too large"))
                    .leaveIn(message.attributes());
            return now.judgement.onTooLarge(message);
        }
        Rspamd.Scan scan = now.rspamd.scan(message);
        now.judgement.result(scan).leaveIn(message.attributes());
        return now.judgement.on(message, scan.answer());
    }

    @Override
    public void check() throws IOException, InterruptedException {
        use.rspamd.check();
    }

    /** As many as there are scans; none when there is no mail. */
    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "rspamd-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
