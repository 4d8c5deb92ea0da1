package org.milterflux.itests.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.milterflux.itests.runtime.RuntimeConsole;

/** The deployer's verbs, on a filter that was deployed with them. */
enum DeployerWay implements Job {
    DEPLOY(1) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            deploy(site, subject, "");
        }
    },
    DEPLOY_WAIT(1) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            deploy(site, subject, "--wait ");
        }
    },
    DEPLOY_ROLLBACK(2) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            String before = subject.version();
            deploy(site, subject, site.random().nextBoolean() ? "--wait " : "");
            subject.version(before);
            site.ledger().versions(subject.id()).announce(before);
            site.console().run("milter:rollback");
            site.settle(subject, before);
        }
    },
    DEPLOY_BROKEN(0) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            Kind fault = Kind.NEVER_READY.get(site.random().nextInt(Kind.NEVER_READY.size()));
            refused(site, subject, site.broken(subject, fault), fault.toString());
        }
    },
    DEPLOY_NO_JAR(0) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            refused(site, subject, Files.writeString(site.file("none.jar"), "This is not a jar.\n"), "not a jar");
        }
    },
    /** It breaks in its first messages, which fail for now, and is taken back. */
    DEPLOY_BREAKING(0) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            site.ledger().announceFailing(subject.id());
            refused(site, subject, site.broken(subject, Kind.BREAKING), "breaking");
            site.ledger().endFailing(subject.id());
        }
    },
    /** It is away for a moment, and mail waits. */
    DRAIN_ENABLE(0) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            site.console().run("milter:drain " + subject);
            site.console().run("milter:enable " + subject);
            site.settle(subject, subject.version());
        }
    },
    /** Mail passes without it, as the administrator wants. */
    DISABLE_ENABLE(0) {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            site.ledger().versions(subject.id()).announce(Ledger.ABSENT);
            site.console().run("milter:disable " + subject);
            site.settle(subject, Ledger.ABSENT);
            site.ledger().versions(subject.id()).announce(subject.version());
            site.console().run("milter:enable " + subject);
            site.settle(subject, subject.version());
        }
    };

    private final int upgrades;

    DeployerWay(int upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public int upgrades() {
        return upgrades;
    }

    private static void deploy(Site site, Subject subject, String options) throws Exception {
        Path next = site.announceNext(subject);
        site.console().run("milter:deploy " + options + next);
        site.settle(subject, subject.version());
        site.forget(next);
    }

    private static void refused(Site site, Subject subject, Path bundle, String what) throws Exception {
        RuntimeConsole.Result result = site.console().attempt("milter:deploy --wait " + bundle);
        if (result.isOk()) {
            throw new AssertionError("It was deployed although it is " + what + ": " + result.out());
        }
        site.settle(subject, subject.version());
        site.forget(bundle);
    }
}
