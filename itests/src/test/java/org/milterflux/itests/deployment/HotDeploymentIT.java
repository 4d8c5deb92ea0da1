package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.Ports;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Filters are upgraded, added, removed and moved in every way, by several administrators at once, while mail flows. */
class HotDeploymentIT {

    /** Of required filters; the Maven profile {@code deployment} makes it more. */
    private static final int UPGRADES = Integer.getInteger("deployment.upgrades", 500);

    private static final int STEADY_MESSAGES = 4_000;
    private static final int WARM_UP = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The records of the last messages are larger or smaller. */
    private static final long MORE_BYTES = 4 << 20;

    private static final int BUNDLES_IN_LOG = 100;

    private static final Duration LATEST = Duration.ofSeconds(35);
    private static final List<Subject> AT_CONSOLE = List.of(
            new Subject("alpha", Kind.PLAIN), new Subject("beta", Kind.SESSION), new Subject("gamma", Kind.CONFIGURED));
    private static final List<Subject> IN_FOLDER =
            List.of(new Subject("delta", Kind.REACTIVE), new Subject("epsilon", Kind.CONFIGURED));
    private static final List<Subject> BY_DEPLOYER = List.of(
            new Subject("zeta", Kind.PLAIN), new Subject("eta", Kind.SESSION), new Subject("theta", Kind.CONFIGURED));

    private final long seed = Long.getLong("deployment.seed", System.nanoTime());
    private final int port = Ports.free();
    private final Ledger ledger = new Ledger();
    private final Judge judge = new Judge(ledger);
    private final Worklog worklog = new Worklog();
    private final Subject guest = new Subject("guest", Kind.PLAIN);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Site> sites = new ArrayList<>();
    private MilterfluxSetup setup;
    private StampBundles bundles;
    private MilterfluxInstance runtime;

    @BeforeEach
    void start() throws Exception {
        setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-tcp.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.core.config", "holdSeconds=I\"25\"", "drainSeconds=I\"20\"")
                .conf("org.milterflux.deployer.config", "healthSeconds=I\"4\"", "drainSeconds=I\"20\"");
        setup.conf("org.milterflux.listener-unix.config", "socket=\"unix:" + setup.path("milter.sock") + "\"");
        bundles = new StampBundles(setup.path("bundles"));
        int rank = 100;
        for (Subject subject : required()) {
            ledger.begin(subject.id(), subject.version(), rank);
            setup.conf(
                    "org.milterflux.policy-" + subject + ".config",
                    "filter=\"" + subject + "\"",
                    "required=B\"true\"",
                    "rank=I\"" + rank + "\"");
            rank -= 10;
            if (subject.kind() == Kind.CONFIGURED) {
                setup.conf("stamp." + subject + ".config", "mark=\"configured\"");
            }
        }
        guest.version(Ledger.ABSENT);
        ledger.begin(guest.id(), Ledger.ABSENT, 0);
        for (Subject subject : IN_FOLDER) {
            Path jar = bundles.bundle(subject.id(), subject.version(), subject.kind());
            setup.deploy(jar);
            subject.file(setup.path("deploy").resolve(jar.getFileName()));
        }
        runtime = setup.start();
        Site site = site();
        for (Subject subject : AT_CONSOLE) {
            subject.bundleId(site.install(bundles.bundle(subject.id(), subject.version(), subject.kind())));
            site.command("start " + subject.bundleId());
        }
        for (Subject subject : BY_DEPLOYER) {
            site.console().run("milter:deploy " + bundles.bundle(subject.id(), subject.version(), subject.kind()));
        }
        required().forEach(subject -> site.settle(subject, subject.version()));
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        for (Site site : sites) {
            site.close();
        }
        runtime.close();
    }

    private static List<Subject> required() {
        return Stream.of(AT_CONSOLE, IN_FOLDER, BY_DEPLOYER)
                .flatMap(List::stream)
                .toList();
    }

    private Site site() throws Exception {
        Site site = new Site(runtime, bundles, ledger, seed + sites.size());
        sites.add(site);
        return site;
    }

    @Test
    void nothingIsLostAndNothingIsLeft() throws Exception {
        try (Load load = new Load(
                List.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        UnixDomainSocketAddress.of(setup.path("milter.sock"))),
                3,
                LATEST,
                judge,
                seed)) {
            work(() -> worklog.upgrades() >= WARM_UP);
            awaitMessages();
            Residue before = quiet();
            steadily(load);
            load.phase(Load.Phase.CHANGES);
            work(() -> worklog.upgrades() >= UPGRADES);
            steadily(load);
            load.end();
            System.out.println(report(load));
            assertNothingIsLeft(before);
        } finally {
            System.out.printf(
                    "seed %d, %d messages, %d wrong%n%s%n",
                    seed, judge.messages(), judge.wrongs(), String.join("\n", judge.firstWrongs()));
        }
        assertThat(judge.firstWrongs()).isEmpty();
    }

    /** Everybody works until there is enough. */
    private void work(BooleanSupplier enough) throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        BooleanSupplier end = () -> enough.getAsBoolean() || broken.get();
        List<Future<Void>> work = new ArrayList<>();
        List<Job> atConsole = new ArrayList<>(List.of(ConsoleWay.values()));
        atConsole.add(Nuisance.INSTALL_BROKEN_BESIDE);
        atConsole.add(Nuisance.STOP_START);
        atConsole.add(Nuisance.REFRESH);
        List<Job> inFolder = new ArrayList<>(List.of(FolderWay.values()));
        inFolder.add(Nuisance.DROP_BROKEN_JAR);
        inFolder.add(Nuisance.DROP_NO_JAR);
        work.add(submit(new Administrator(site(), AT_CONSOLE, atConsole, end, worklog), broken));
        work.add(submit(new Administrator(site(), IN_FOLDER, inFolder, end, worklog), broken));
        List<Job> byDeployer = new ArrayList<>(List.of(DeployerWay.values()));
        byDeployer.add(Moves.RANK_BY_VERB);
        byDeployer.add(Moves.TIMEOUT_BY_VERB);
        List<Subject> raw =
                Stream.of(AT_CONSOLE, IN_FOLDER).flatMap(List::stream).toList();
        List<Job> moves = List.of(Moves.RANK_IN_FILE, Moves.TIMEOUT_IN_FILE);
        work.add(submit(new Administrator(site(), BY_DEPLOYER, byDeployer, end, worklog), broken));
        work.add(submit(new Administrator(site(), raw, moves, end, worklog), broken));
        Guest comings = new Guest(judge);
        work.add(submit(new Administrator(site(), List.of(guest), List.of(comings), end, worklog), broken));
        for (Future<Void> one : work) {
            one.get();
        }
        comings.leave(site(), guest);
    }

    private Future<Void> submit(Administrator administrator, AtomicBoolean broken) {
        return threads.submit(() -> {
            try {
                return administrator.call();
            } catch (Throwable e) {
                broken.set(true);
                throw e;
            }
        });
    }

    private void steadily(Load load) {
        load.phase(Load.Phase.STEADY);
        awaitMessages();
        load.phase(Load.Phase.ASIDE);
    }

    private void awaitMessages() {
        long before = judge.messages();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> judge.messages() >= before + STEADY_MESSAGES);
    }

    private Residue residue() throws Exception {
        return Residue.of(runtime.pid(), setup.path("data/cache"));
    }

    /** What is there when only what serves is there. */
    private Residue quiet() throws Exception {
        Residue.awaitUntil(
                PATIENCE, this::residue, now -> assertThat(now.loaders()).isEqualTo(serving()));
        return residue();
    }

    private static Map<String, Long> serving() {
        return required().stream()
                .collect(Collectors.groupingBy(
                        subject -> subject.kind().component().getSimpleName(), TreeMap::new, Collectors.counting()));
    }

    private void assertNothingIsLeft(Residue before) {
        Residue.awaitUntil(PATIENCE, this::residue, after -> {
            assertThat(after.loaders()).as("class loaders").isEqualTo(before.loaders());
            assertThat(after.filters()).as("filters").isEqualTo(before.filters());
            // Those of which something broke while they started are remembered for a while, by the log's last entries.
            assertThat(after.bundles()).as("bundles").isLessThan(before.bundles() + BUNDLES_IN_LOG);
            assertThat(after.deletedFiles()).as("deleted files").isEmpty();
            assertThat(after.openJars()).as("open jars").isEqualTo(before.openJars());
            assertThat(after.cachedFiles()).as("files in the cache").isEqualTo(before.cachedFiles());
            assertThat(after.threads()).as("threads " + after.filterThreads()).isLessThanOrEqualTo(before.threads());
            assertThat(after.liveBytes()).as("live bytes").isLessThan(before.liveBytes() + MORE_BYTES);
        });
    }

    private String report(Load load) {
        return "\n%s%s  connections %d, messages %d, framework commands repeated %d"
                .formatted(
                        worklog,
                        load.report(),
                        load.connections(),
                        judge.messages(),
                        sites.stream().mapToLong(Site::repeats).sum());
    }
}
