package org.milterflux.itests.deployment;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code deploy/}, for a filter that lies in it. */
enum FolderWay implements Job {
    /** In one step, as a careful script does. */
    FOLDER_REPLACE {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            Site.put(next, subject.file());
        }
    },
    /** As {@code cp} does. */
    FOLDER_OVERWRITE {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            Files.write(subject.file(), Files.readAllBytes(next));
        }
    },
    FOLDER_DROP_BESIDE_DELETE {
        @Override
        void change(Site site, Subject subject, Path next) throws Exception {
            Path old = subject.file();
            subject.file(old.resolveSibling(next.getFileName()));
            Site.put(next, subject.file());
            site.settle(subject, subject.version());
            Files.delete(old);
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
