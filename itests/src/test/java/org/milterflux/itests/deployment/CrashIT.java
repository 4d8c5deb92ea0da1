package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.Ports;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** The process is killed at any moment of a deployment: it starts again, and of every filter one version serves. */
class CrashIT {

    /** The Maven profile {@code deployment} makes it more. */
    private static final int ROUNDS = Integer.getInteger("deployment.crashes", 20);

    private static final int LATEST_MILLIS = 600;
    private static final Pattern STAMP = Pattern.compile("X-Stamp\0 ?(\\S+) (\\S+) 3 (\\S+)\0");

    private final Random random = new Random(Long.getLong("deployment.seed", System.nanoTime()));
    private final int port = Ports.free();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Subject console = new Subject("alpha", Kind.PLAIN);
    private final Subject folder = new Subject("beta", Kind.CONFIGURED);
    private final Subject deployed = new Subject("gamma", Kind.SESSION);
    private final List<Subject> subjects = List.of(console, folder, deployed);
    private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
    private final Ledger ledger = new Ledger();
    /** Of each filter the versions that may serve after the next start. */
    private final Map<String, Set<String>> possible = new TreeMap<>();

    private final CountDownLatch over = new CountDownLatch(1);
    private List<String> tried = List.of();
    private MilterfluxSetup setup;
    private StampBundles bundles;
    private MilterfluxInstance runtime;

    @BeforeEach
    void start() throws Exception {
        setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-tcp.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.deployer.config", "trialMessages=I\"5\"")
                .conf("stamp.beta.config", "mark=\"kept\"");
        bundles = new StampBundles(setup.path("bundles"));
        for (Subject subject : subjects) {
            ledger.begin(subject.id(), subject.version(), 0);
            possible.put(subject.id(), Set.of(subject.version()));
            setup.conf(
                    "org.milterflux.policy-" + subject + ".config", "filter=\"" + subject + "\"", "required=B\"true\"");
        }
        Path jar = bundles.bundle(folder.id(), folder.version(), folder.kind());
        setup.deploy(jar);
        folder.file(setup.path("deploy").resolve(jar.getFileName()));
        runtime = setup.start();
        try (Site site = site()) {
            console.bundleId(site.install(bundles.bundle(console.id(), console.version(), console.kind())));
            site.console().run("start " + console.bundleId());
            site.console().run("milter:deploy " + bundles.bundle(deployed.id(), deployed.version(), deployed.kind()));
            site.settle(deployed, deployed.version());
            site.settle(console, console.version());
            site.settle(folder, folder.version());
        }
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        threads.shutdownNow();
        runtime.close();
    }

    private Site site() throws IOException {
        return new Site(runtime, bundles, ledger, random.nextLong());
    }

    @Test
    void startsAgainAndOneVersionServes() throws Exception {
        Future<Void> mail = threads.submit(this::mail);
        try (Site site = site()) { // a crash in the trial of the first version would leave none
            site.await(
                    "the first trial's end",
                    () -> !site.console().run("milter:history").contains("on trial"));
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<String> history = history();
            switch (round % 4) {
                case 0 -> crash(console, ConsoleWay.UPDATE);
                case 1 -> crash(folder, folderWay());
                default -> crash(deployed, deployerWay());
            }
            runtime = setup.start();
            assertOneVersionServes("round " + round);
            assertThat(history()).as("history").containsAll(history);
        }
        over.countDown();
        mail.get();
        assertThat(wrongs).isEmpty();
    }

    /** The numbers of all changes. */
    private List<String> history() throws IOException {
        try (Site site = site()) {
            String table = site.console().run("milter:history");
            assertThat(table).doesNotContain("under way");
            return Pattern.compile("(?m)^\\d+")
                    .matcher(table)
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }
    }

    /** Mail, whenever somebody takes it: every message that passes has one stamp of each filter. */
    private Void mail() throws InterruptedException {
        while (over.getCount() > 0) {
            try (MilterSocket mta = MilterSocket.greeted(port)) {
                while (over.getCount() > 0) {
                    List<String> answers = mta.message("Hi\r\n");
                    if (stamps(answers).size() != subjects.size() || answers.size() != subjects.size() + 1) {
                        wrongs.add(answers.toString());
                    }
                }
            } catch (IOException killed) {
                over.await(20, TimeUnit.MILLISECONDS); // until the port is served again
            } catch (AssertionError refused) {
                wrongs.add(String.valueOf(refused.getMessage()));
            }
        }
        return null;
    }

    /** Of each filter the version. */
    private static Map<String, String> stamps(List<String> answers) {
        Map<String, String> stamps = new TreeMap<>();
        for (String answer : answers) {
            Matcher stamp = STAMP.matcher(answer);
            if (stamp.find()) {
                stamps.put(stamp.group(1), stamp.group(2));
            }
        }
        return stamps;
    }

    private Job deployerWay() {
        DeployerWay[] ways = {DeployerWay.DEPLOY, DeployerWay.DEPLOY_WAIT, DeployerWay.DEPLOY_ROLLBACK};
        return ways[random.nextInt(ways.length)];
    }

    private Job folderWay() {
        FolderWay[] ways = {FolderWay.FOLDER_REPLACE, FolderWay.FOLDER_OVERWRITE};
        return ways[random.nextInt(ways.length)];
    }

    /** Begins to deploy, and kills the process at some moment of it. */
    private void crash(Subject subject, Job job) throws Exception {
        String before = subject.version();
        try (Site site = site()) {
            Future<Void> deployment = threads.submit(() -> {
                job.run(site, subject);
                return null;
            });
            boolean done = isDone(deployment);
            runtime.kill();
            awaitEnd(deployment);
            tried = List.of(subject.latest());
            // Without --wait it may still have been on trial.
            boolean certain = done && job != DeployerWay.DEPLOY;
            possible.put(subject.id(), certain ? Set.of(subject.version()) : versions(before, subject.version()));
        }
    }

    /** Those that were announced: a rollback has begun with the one before, and comes back to it. */
    private Set<String> versions(String before, String now) {
        Set<String> versions = new TreeSet<>(List.of(before, now));
        versions.addAll(tried);
        return versions;
    }

    /** Whether it has come to its end by some moment. */
    private boolean isDone(Future<Void> deployment) throws Exception {
        try {
            deployment.get(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException inTheMiddle) {
            return false;
        }
    }

    private static void awaitEnd(Future<Void> deployment) throws InterruptedException {
        try {
            deployment.get();
        } catch (ExecutionException killed) {
            // Its console is gone; what it left behind is what this is about.
        }
    }

    private void assertOneVersionServes(String when) throws Exception {
        Map<String, String> served = new TreeMap<>();
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            List<String> answers = mta.message("Hi\r\n");
            assertThat(answers).as(when).hasSize(subjects.size() + 1);
            for (String answer : answers) {
                Matcher stamp = STAMP.matcher(answer);
                if (stamp.find()) {
                    assertThat(served.put(stamp.group(1), stamp.group(2)))
                            .as(when + ": " + answer)
                            .isNull();
                    if (stamp.group(1).equals(folder.id())) {
                        assertThat(stamp.group(3)).isEqualTo("kept");
                    }
                }
            }
        }
        for (Subject subject : subjects) {
            assertThat(possible.get(subject.id())).as(when + ": " + subject).contains(served.get(subject.id()));
        }
        settle(served);
    }

    private void settle(Map<String, String> served) throws Exception {
        // A folder's new jar is looked at after the start, too.
        try (Site site = site()) {
            site.settle(folder, folder.version());
            for (Subject subject : List.of(console, deployed)) {
                assertThat(site.serving(subject)).isEqualTo(served.get(subject.id()));
                subject.version(site.serving(subject));
            }
        }
        for (Subject subject : subjects) {
            possible.put(subject.id(), Set.of(subject.version()));
        }
    }
}
