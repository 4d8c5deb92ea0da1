package org.milterflux.itests.deployment;

import java.nio.file.Files;
import java.nio.file.Path;

/** What goes wrong, comes and goes, or is moved beside the upgrades; the filter's version stays. */
enum Nuisance implements Job {
    INSTALL_BROKEN_BESIDE {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            String id = site.install(site.stillborn(subject));
            site.console().attempt("start " + id);
            site.settle(subject, subject.version());
            site.command("uninstall " + id);
        }
    },
    STOP_START {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            site.command("stop " + subject.bundleId());
            site.command("start " + subject.bundleId());
            site.settle(subject, subject.version());
        }
    },
    REFRESH {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            site.command("refresh " + subject.bundleId());
            site.settle(subject, subject.version());
        }
    },
    DROP_BROKEN_JAR {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            dropFor(site, subject, site.stillborn(subject));
        }
    },
    DROP_NO_JAR {
        @Override
        public void run(Site site, Subject subject) throws Exception {
            dropFor(site, subject, Files.writeString(site.file("no.jar"), "This is not a jar.\n"));
        }
    };

    /** A broken file lies in the folder for as long as it takes FileInstall to look at it and at another change. */
    private static void dropFor(Site site, Subject subject, Path broken) throws Exception {
        Path target = subject.file().resolveSibling("broken-" + broken.getFileName());
        Site.put(broken, target);
        FolderWay.FOLDER_REPLACE.run(site, subject);
        Files.delete(target);
    }

    @Override
    public int upgrades() {
        return 0;
    }
}
