package org.milterflux.itests.deployment;

import java.nio.file.Path;

/** The framework's own commands, on a filter that was installed with them. */
enum ConsoleWay implements Job {
    UPDATE {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            site.command("update " + subject.bundleId() + " " + next.toUri());
        }
    },
    UPDATE_REFRESH {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            site.command("update " + subject.bundleId() + " " + next.toUri());
            site.command("refresh " + subject.bundleId());
        }
    },
    STOP_UPDATE_START {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            site.command("stop " + subject.bundleId());
            site.command("update " + subject.bundleId() + " " + next.toUri());
            site.command("start " + subject.bundleId());
        }
    },
    INSTALL_BESIDE_UNINSTALL {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            String old = subject.bundleId();
            subject.bundleId(site.install(next));
            site.command("start " + subject.bundleId());
            site.settle(subject, subject.version());
            site.command("uninstall " + old);
        }
    },
    UNINSTALL_INSTALL {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            site.command("uninstall " + subject.bundleId());
            subject.bundleId(site.install(next));
            site.command("start " + subject.bundleId());
        }
    },
    /** The new version cannot serve, and the filter is away until the administrator has mended it. */
    UPDATE_BROKEN_UPDATE {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            site.console()
                    .attempt("update " + subject.bundleId() + " "
                            + site.stillborn(subject).toUri());
            site.command("update " + subject.bundleId() + " " + next.toUri());
            // One that did not resolve is stopped now; for the others this is nothing new.
            site.command("start " + subject.bundleId());
        }
    };

    abstract void change(Site site, Subject subject, Path next) throws Exception;

    @Override
    public void run(Site site, Subject subject) throws Exception {
        Path next = site.announceNext(subject);
        change(site, subject, next);
        site.settle(subject, subject.version());
        site.forget(next);
    }
}
