package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final List<Subject> subjects = List.of(console, folder);
    private final Ledger ledger = new Ledger();
    /** Of each filter the versions that may serve after the next start. */
    private final Map<String, Set<String>> possible = new TreeMap<>();

    private MilterfluxSetup setup;
    private StampBundles bundles;
    private MilterfluxInstance runtime;

    @BeforeEach
    void start() throws Exception {
        setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-tcp.config", "socket=\"inet:" + port + "@127.0.0.1\"")
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
            site.settle(console, console.version());
            site.settle(folder, folder.version());
        }
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        runtime.close();
    }

    private Site site() throws IOException {
        return new Site(runtime, bundles, ledger, random.nextLong());
    }

    @Test
    void startsAgainAndOneVersionServes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            crash(round % 2 == 0 ? console : folder, round % 2 == 0 ? ConsoleWay.UPDATE : folderWay());
            runtime = setup.start();
            assertOneVersionServes("round " + round);
        }
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
            possible.put(subject.id(), done ? Set.of(subject.version()) : Set.of(before, subject.version()));
        }
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
            for (String answer : mta.message("Hi\r\n")) {
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
            String version = site.serving(console);
            assertThat(version).isEqualTo(served.get(console.id()));
            console.version(version);
        }
        for (Subject subject : subjects) {
            possible.put(subject.id(), Set.of(subject.version()));
        }
    }
}
