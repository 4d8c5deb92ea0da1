package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.Ports;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** A required filter is upgraded by uploads to the Felix Web Console, which is deployed as any other bundle, while mail flows. */
class WebConsoleIT {

    private static final Path CONSOLE = Path.of("target", "webconsole");
    private static final int UPLOADS = 60;
    private static final Duration LATEST = Duration.ofSeconds(35);

    /** One of the bundles of the Web Console, by a part of its name. */
    static Path bundle(String part) throws IOException {
        return bundles().stream()
                .filter(jar -> jar.getFileName().toString().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> jars = Files.list(CONSOLE)) {
            return jars.toList();
        }
    }

    @Test
    void uploadsLoseNothing() throws Exception {
        int port = Ports.free();
        WebConsoleUpload upload = new WebConsoleUpload(Ports.free(), HttpClient.newHttpClient());
        MilterfluxSetup setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-tcp.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.policy-alpha.config", "filter=\"alpha\"", "required=B\"true\"", "rank=I\"10\"")
                .conf(
                        "org.apache.felix.http.config",
                        "org.osgi.service.http.port=I\"" + upload.port() + "\"",
                        "org.apache.felix.http.host=\"127.0.0.1\"");
        for (Path jar : bundles()) {
            setup.deploy(jar);
        }
        Subject subject = new Subject("alpha", Kind.PLAIN);
        StampBundles bundles = new StampBundles(setup.path("bundles"));
        Ledger ledger = new Ledger();
        ledger.begin(subject.id(), subject.version(), 10);
        Judge judge = new Judge(ledger);
        Worklog worklog = new Worklog();
        try (MilterfluxInstance runtime = setup.start();
                Site site = new Site(runtime, bundles, ledger, 1)) {
            subject.bundleId(site.install(bundles.bundle(subject.id(), subject.version(), subject.kind())));
            site.command("start " + subject.bundleId());
            site.settle(subject, subject.version());
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(upload::isThere);
            InetSocketAddress listener = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (Load load = new Load(List.of(listener), 4, LATEST, judge, 1)) {
                new Administrator(site, List.of(subject), List.of(upload), () -> worklog.upgrades() >= UPLOADS, worklog)
                        .call();
                load.end();
            }
        }
        assertThat(judge.firstWrongs()).isEmpty();
        assertThat(judge.messages()).isGreaterThan(UPLOADS);
        System.out.println("Web console: " + judge.messages() + " messages\n" + worklog);
    }
}
