package org.milterflux.itests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.mta.MailPath;
import org.milterflux.itests.mta.RealMtas;
import org.milterflux.itests.mta.Route;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.Delivery;

/** Postfix's own load generator sends through a Postfix while a required filter is upgraded all the time. */
@RealMtas
class DeploymentMtaIT {

    private static final int MESSAGES = 1_500;
    private static final int SESSIONS = 8;
    private static final Pattern STAMP = Pattern.compile("(?m)^X-Stamp: alpha 1\\.0\\.\\d+ 3 -\r?$");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void everyMessageIsDeliveredWithOneStamp() throws Exception {
        Subject subject = new Subject("alpha", Kind.PLAIN);
        Ledger ledger = new Ledger();
        ledger.begin(subject.id(), subject.version(), 10);
        MilterfluxSetup setup = MilterfluxSetup.empty()
                .conf("org.milterflux.policy-alpha.config", "filter=\"alpha\"", "required=B\"true\"", "rank=I\"10\"");
        StampBundles bundles = new StampBundles(setup.path("bundles"));
        Path first = bundles.bundle(subject.id(), subject.version(), subject.kind());
        try (MailPath path = MailPath.open(Route.POSTFIX_UNIX, setup);
                Site site = new Site(path.runtime(), bundles, ledger, 1)) {
            subject.bundleId(site.install(first));
            site.console().run("start " + subject.bundleId());
            site.settle(subject, subject.version());
            List<Process> sources = List.of(source(path, ""), source(path, "-d"));
            Worklog worklog = new Worklog();
            Future<Void> administrator = threads.submit(new Administrator(
                    site,
                    List.of(subject),
                    List.of(ConsoleWay.values()),
                    () -> sources.stream().noneMatch(Process::isAlive),
                    worklog));
            Map<Integer, Integer> byStamps = new HashMap<>();
            for (int i = 0; i < 2 * MESSAGES; i++) {
                Delivery delivery = path.sink().take();
                byStamps.merge(stamps(delivery), 1, Integer::sum);
            }
            administrator.get();
            assertThat(byStamps).containsExactly(Map.entry(1, 2 * MESSAGES));
            for (Process source : sources) {
                assertThat(source.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(source.exitValue()).isZero();
            }
            assertThat(path.mta().isIdle()).isTrue();
            assertThat(path.sink().isEmpty()).isTrue();
            System.out.println("Postfix: " + 2 * MESSAGES + " messages\n" + worklog);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int stamps(Delivery delivery) {
        return (int) STAMP.matcher(delivery.untraced()).results().count();
    }

    /** Sends with several sessions at once; ends with an error at the first reply it does not like. */
    private static Process source(MailPath path, String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "/usr/sbin/smtp-source",
                "-s",
                Integer.toString(SESSIONS),
                "-m",
                Integer.toString(MESSAGES),
                "-l",
                "2000",
                "-f",
                "a@x.test",
                "-t",
                "b@y.test"));
        if (!option.isEmpty()) {
            command.add(option);
        }
        command.add("inet:127.0.0.1:" + path.mta().port());
        return new ProcessBuilder(command).inheritIO().start();
    }
}
