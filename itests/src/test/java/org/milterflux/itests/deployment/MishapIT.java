package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.itests.Ports;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.runtime.RuntimeConsole;

/** What happens to administrators: they leave in the middle, deploy what hangs, and start after a crash that left half a file. */
class MishapIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Subject installed = new Subject("alpha", Kind.PLAIN);
    private final Subject dropped = new Subject("beta", Kind.PLAIN);
    private MilterfluxSetup setup;
    private StampBundles bundles;
    private MilterfluxInstance runtime;

    @BeforeEach
    void start() throws Exception {
        setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-tcp.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.policy-alpha.config", "filter=\"alpha\"", "required=B\"true\"", "rank=I\"9\"")
                .conf("org.milterflux.policy-beta.config", "filter=\"beta\"", "required=B\"true\"", "rank=I\"5\"");
        bundles = new StampBundles(setup.path("bundles"));
        setup.deploy(bundle(dropped));
        runtime = setup.start();
        try (RuntimeConsole console = runtime.attach()) {
            console.run("start " + bundle(installed).toUri());
        }
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        runtime.close();
    }

    private Path bundle(Subject subject) throws IOException {
        return bundles.bundle(subject.id(), subject.version(), subject.kind());
    }

    private static String stamp(Subject subject) {
        return subject.id() + " " + subject.version() + " 3 -";
    }

    private void assertStamped(List<String> answers, Subject... subjects) {
        assertThat(answers).last().isEqualTo("c");
        assertThat(answers).hasSize(subjects.length + 1);
        for (int i = 0; i < subjects.length; i++) {
            assertThat(answers.get(i)).contains(stamp(subjects[i]));
        }
    }

    /** As somebody does who presses Ctrl-C because an update takes long. */
    @Test
    void messageIsFinishedThoughWhoeverUpdatesLeaves() throws Exception {
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            mta.begin();
            Subject before = new Subject("alpha", Kind.PLAIN);
            installed.version("1.0.1");
            RuntimeConsole console = runtime.attach();
            String id = bundleId(console);
            Future<?> update = threads.submit(() ->
                    console.attempt("update " + id + " " + bundle(installed).toUri()));
            runtime.awaitLog("filter alpha 1.0.0 leaves");
            console.close();
            assertThat(update).failsWithin(PATIENCE);
            assertStamped(mta.finish("Hi\r\n"), before, dropped);
        }
    }

    /** A client that takes longer than filters wait for it. */
    @Test
    void messageThatIsOpenForTooLongIsRefusedForNow() throws Exception {
        runtime.configure("org.milterflux.core.config", "drainSeconds=I\"1\"");
        try (MilterSocket mta = MilterSocket.greeted(port);
                RuntimeConsole console = runtime.attach()) {
            mta.begin();
            installed.version("1.0.1");
            console.run("update " + bundleId(console) + " " + bundle(installed).toUri());
            assertThat(mta.finish("Hi\r\n")).last().asString().startsWith("y451 4.7.1");
            assertStamped(mta.message("Hi\r\n"), installed, dropped);
        }
    }

    /** The servlet API, for example, which the log would use if it were there. */
    @Test
    void bundleThatOffersWhatOthersCouldUseTouchesNobody() throws Exception {
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            assertStamped(mta.message("Hi\r\n"), installed, dropped);
            Site.put(WebConsoleIT.bundle("http.servlet-api"), setup.path("deploy/servlet-api.jar"));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                try (RuntimeConsole console = runtime.attach()) {
                    return console.run("lb -s servlet-api").contains("Active");
                }
            });
            assertStamped(mta.message("Hi\r\n"), installed, dropped);
            runtime.configure("org.milterflux.policy-alpha.config", "filter=\"alpha\"", "rank=I\"8\"");
            runtime.awaitLog("alpha 1.0.0 (rank 8)");
            assertStamped(mta.message("Hi\r\n"), installed, dropped);
        }
    }

    private static String bundleId(RuntimeConsole console) throws IOException {
        return console.run("lb -s stamp.alpha").replaceAll("(?s).*?(\\d+)\\|Active.*", "$1");
    }

    @Test
    void filterThatHangsInItsActivationDelaysNobody() throws Exception {
        Subject hanging = new Subject("gamma", Kind.HANGING);
        Site.put(bundle(hanging), setup.path("deploy/hanging.jar"));
        Awaitility.await().atMost(PATIENCE).until(() -> {
            try (RuntimeConsole console = runtime.attach()) {
                return console.run("lb -s").contains("stamp.gamma");
            }
        });
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            assertStamped(mta.message("Hi\r\n"), installed, dropped);
            runtime.configure(
                    "org.milterflux.policy-beta.config", "filter=\"beta\"", "required=B\"true\"", "rank=I\"15\"");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertStamped(mta.message("Hi\r\n"), dropped, installed));
            installed.version("1.0.1");
            dropped.version("1.0.1");
            Site.put(bundle(dropped), setup.path("deploy/beta-1.0.0-PLAIN.jar"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(mta.message("Hi\r\n").get(0)).contains(stamp(dropped)));
        }
    }

    @Test
    void filterThatHangsInItsActivationDoesNotKeepTheRuntimeFromStarting() throws Exception {
        runtime.kill();
        Subject hanging = new Subject("gamma", Kind.HANGING);
        setup.deploy(bundle(hanging));
        runtime = setup.start();
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            assertStamped(mta.message("Hi\r\n"), installed, dropped);
        }
    }

    /** What a file system may have of a file that was being written when the power went. */
    @ParameterizedTest
    @ValueSource(
            strings = {"bundle.info", "bundle.jar", "revision.location", "bundle.id", "last.java.version", ".config"})
    void startsWithHalfOfItsFiles(String name) throws Exception {
        runtime.kill();
        // Of what was installed by hand nothing but the damaged file may be left.
        Files.delete(setup.path("conf/org.milterflux.policy-alpha.config"));
        try (Stream<Path> all = Files.walk(setup.path("data"))) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(name))
                    .toList();
            for (Path file : files) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
        }
        runtime = setup.start();
        try (MilterSocket mta = MilterSocket.greeted(port)) {
            List<String> answers = mta.message("Hi\r\n");
            assertThat(answers.stream().filter(answer -> answer.contains(stamp(dropped))))
                    .hasSize(1);
        }
    }
}
