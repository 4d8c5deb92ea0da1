package org.milterflux.core.internal.component;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.session.ContentPlaces;
import org.milterflux.core.internal.session.Journal;
import org.milterflux.core.internal.session.MessageLog;
import org.milterflux.core.internal.session.Offers;
import org.milterflux.core.internal.session.SessionHandler;
import org.milterflux.core.internal.session.Workshop;
import org.milterflux.core.management.Changeover;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.MessageRecord;
import org.milterflux.core.management.MtaOffer;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.Readiness;
import org.milterflux.core.management.SessionStatus;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.ConnectionHandler;
import org.milterflux.protocol.spi.Peer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The core as a service: takes filters and policies in, answers connections. */
@Component(
        service = {ConnectionHandler.class, Overview.class},
        immediate = true,
        configurationPid = "org.milterflux.core")
@Designate(ocd = CoreConfiguration.class)
public final class CoreComponent implements ConnectionHandler, Overview {

    private static final Logger LOG = LoggerFactory.getLogger(CoreComponent.class);

    private final Path data;
    private final Scheduler timer = timer();
    private final Scheduler disk = Schedulers.newBoundedElastic(8, 100_000, "milter-spool", 60, true);
    private final MessageLog log = new MessageLog(disk);
    private final Policies policies = new Policies();
    private final SessionHandler sessions = new SessionHandler(this::workshop);
    private final Offers offers = new Offers();
    private final Chain chain;
    private final ServiceRegistration<Changeover> changeover;
    private final ServiceTracker<Object, Arrival> filters;
    private volatile CoreSettings settings;
    private volatile Workshop workshop;

    /** Starts with the configuration, or with the defaults when it is wrong. */
    @Activate
    public CoreComponent(BundleContext context, Map<String, Object> properties) {
        String directory = context.getProperty("org.milterflux.data");
        data = Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
        settings = CoreSettings.of(Map.of(), data);
        chain = new Chain(settings.standardPolicy());
        workshop = workshop(
                settings,
                new ContentPlaces(settings.messagesInContent()),
                new Journal(settings.recordedMessages(), log));
        configure(properties);
        filters = new FilterTracker(context, chain, () -> settings).tracker();
        filters.open();
        changeover = context.registerService(Changeover.class, chain, FrameworkUtil.asDictionary(Map.of()));
    }

    /**
     * Whoever sets a time limit wakes the thread when nothing is due before it, for a limit that is lifted a moment later. So
     * there is always something due before.
     */
    private static Scheduler timer() {
        Scheduler timer = Schedulers.newSingle("milter-timer", true);
        timer.schedulePeriodically(() -> {}, 1, 1, TimeUnit.SECONDS);
        return timer;
    }

    /** Takes a changed configuration; a wrong one is told and leaves what was in force. */
    @Modified
    public void configure(Map<String, Object> properties) {
        try {
            CoreSettings before = settings;
            CoreSettings next = CoreSettings.of(properties, data);
            settings = next;
            workshop = workshop(next, places(before, next), journal(before, next));
            chain.filters().forEach(filter -> filter.breaker().settings(next.breaker()));
            publishPolicies();
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the configuration in force stays", e.getMessage());
        }
    }

    @Deactivate
    void stop() {
        changeover.unregister();
        filters.close();
        timer.dispose();
        disk.dispose();
        log.write(); // what the disk's threads would have written later
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addPolicy(PolicySource source) {
        source.onChange(this::publishPolicies);
        policies.add(source);
        publishPolicies();
    }

    void removePolicy(PolicySource source) {
        policies.remove(source);
        publishPolicies();
    }

    @Override
    public Publisher<Reply> handle(Peer peer, Publisher<Command> commands, Publisher<Void> drain, Executor loop) {
        return sessions.handle(peer, commands, drain, loop);
    }

    @Override
    public long generation() {
        return chain.current().number();
    }

    @Override
    public List<FilterStatus> filters() {
        return Census.of(chain);
    }

    @Override
    public List<String> missing() {
        return chain.current().missing().stream().sorted().toList();
    }

    @Override
    public List<Readiness> readiness(Duration limit) {
        List<CompletableFuture<Readiness>> answers = chain.filters().stream()
                .map(filter -> filter.readiness(limit, timer)
                        .map(problem -> new Readiness(
                                filter.id(),
                                filter.profile().version().toString(),
                                filter.profile().bundleId(),
                                problem))
                        .toFuture())
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public List<MtaOffer> offers() {
        return offers.all();
    }

    @Override
    public List<SessionStatus> sessions() {
        return sessions.sessions();
    }

    @Override
    public List<MessageRecord> messages(int last) {
        return workshop.journal().latest().limit(last).toList();
    }

    @Override
    public List<MessageRecord> messages(String queueId) {
        return workshop.journal()
                .latest()
                .filter(message -> message.queueId().equals(queueId))
                .toList();
    }

    private Workshop workshop(CoreSettings next, ContentPlaces places, Journal journal) {
        return new Workshop(chain, next.rules(), next.room(), places, journal, offers, timer, disk);
    }

    /** Those that are taken stay taken, unless their number changes. */
    private ContentPlaces places(CoreSettings before, CoreSettings next) {
        return next.messagesInContent().equals(before.messagesInContent())
                ? workshop.places()
                : new ContentPlaces(next.messagesInContent());
    }

    private Journal journal(CoreSettings before, CoreSettings next) {
        return next.recordedMessages() == before.recordedMessages()
                ? workshop.journal()
                : workshop.journal().resized(next.recordedMessages());
    }

    private Workshop workshop() {
        return workshop;
    }

    /** One at a time, so that what is read last is published last. */
    private synchronized void publishPolicies() {
        Policy standard = settings.standardPolicy();
        chain.policies(standard, policies.over(standard));
    }
}
