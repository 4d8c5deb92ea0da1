package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.Ports;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.runtime.RuntimeConsole;

/** The deployer's verbs, one after the other, on one open connection. */
class DeployerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private MilterfluxSetup setup;
    private StampBundles bundles;
    private MilterfluxInstance runtime;
    private RuntimeConsole console;
    private MilterSocket mta;

    @BeforeEach
    void start() throws Exception {
        setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-tcp.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.policy-alpha.config", "filter=\"alpha\"", "rank=I\"9\"");
        bundles = new StampBundles(setup.path("bundles"));
        setup.deploy(bundle("alpha", "1.0.0", Kind.PLAIN));
        runtime = setup.start();
        console = runtime.attach();
        mta = MilterSocket.greeted(port);
    }

    @AfterEach
    void stop() throws Exception {
        mta.close();
        console.close();
        runtime.close();
    }

    @Test
    void aVersionThatBreaksIsTakenBackThoughAnotherBundleIsDeployedMeanwhile() throws Exception {
        deploy(bundle("alpha", "1.0.1", Kind.BREAKING));
        deploy(bundle("beta", "1.0.0", Kind.PLAIN));
        assertThat(mta.message("Hi\r\n")).last().asString().startsWith("y451");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(console.run("milter:history")).contains("breaks on purpose"));
        assertStamps("alpha 1.0.0", "beta 1.0.0");
        assertThat(console.run("milter:why alpha")).contains("is in the chain at rank 9", "was taken back");
    }

    @Test
    void whatLayInTheFolderIsReplacedAndComesBack() throws Exception {
        deploy(bundle("alpha", "1.0.1", Kind.SESSION));
        assertStamps("alpha 1.0.1");
        console.run("milter:rollback");
        assertStamps("alpha 1.0.0");
        console.run("milter:undeploy alpha");
        assertStamps();
        assertThat(console.run("milter:why alpha")).contains("took it away");
        console.run("milter:rollback 1");
        assertStamps("alpha 1.0.1");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setup.path("deploy")).isEmptyDirectory());
        assertThat(setup.path("data/deployments/replaced")).isDirectoryContaining("glob:**alpha-1.0.0-PLAIN.jar");
        restart();
        assertStamps("alpha 1.0.1");
    }

    @Test
    void aPlanChangesNothing() throws Exception {
        String before = console.run("milter:filters");
        Set<String> files = storedJars();
        assertThat(console.run("milter:plan " + bundle("alpha", "1.0.1", Kind.PLAIN)))
                .contains("upgrade", "1.0.0", "1.0.1");
        RuntimeConsole.Result refused = console.attempt("milter:plan " + bundle("alpha", "1.0.2", Kind.OTHER_API));
        assertThat(refused.isOk()).isFalse();
        assertThat(refused.out() + refused.err()).contains("built against another version of the filter API");
        assertThat(console.run("milter:filters")).isEqualTo(before);
        assertThat(console.run("milter:health")).startsWith("ready");
        assertThat(storedJars()).isEqualTo(files);
    }

    private Set<String> storedJars() throws IOException {
        try (Stream<Path> stored = Files.list(setup.path("data/deployments/jars"))) {
            return stored.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void aDamagedStateTakesWhatIsInstalledForDeployed() throws Exception {
        deploy(bundle("alpha", "1.0.1", Kind.PLAIN));
        restart(); // which ends the trial
        runtime.kill();
        try (FileChannel state =
                FileChannel.open(setup.path("data/deployments/state.json"), StandardOpenOption.WRITE)) {
            state.truncate(state.size() / 2);
        }
        again();
        assertStamps("alpha 1.0.1");
    }

    private void restart() throws Exception {
        runtime.stop();
        again();
    }

    private void again() throws Exception {
        mta.close();
        console.close();
        runtime = setup.launch();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            console = runtime.attach();
            assertThat(console.run("milter:health")).startsWith("ready");
        });
        mta = MilterSocket.greeted(port);
    }

    private Path bundle(String id, String version, Kind kind) throws IOException {
        return bundles.bundle(id, version, kind);
    }

    private void deploy(Path bundle) throws IOException {
        console.run("milter:deploy " + bundle);
    }

    private void assertStamps(String... stamps) throws IOException {
        List<String> answers = mta.message("Hi\r\n");
        assertThat(answers).last().isEqualTo("c");
        assertThat(answers).hasSize(stamps.length + 1);
        for (int i = 0; i < stamps.length; i++) {
            assertThat(answers.get(i)).contains(stamps[i]);
        }
    }
}
