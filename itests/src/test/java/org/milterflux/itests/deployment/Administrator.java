package org.milterflux.itests.deployment;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Somebody who works on some filters until there is enough, each with ways of its own.
 *
 * @param site what is at hand
 * @param subjects the filters nobody else touches
 * @param jobs done in turn, each to the next of the filters
 * @param enough when to stop
 * @param worklog where it is counted
 */
record Administrator(
        Site site, List<Subject> subjects, List<? extends Job> jobs, BooleanSupplier enough, Worklog worklog)
        implements Callable<Void> {

    @Override
    public Void call() throws Exception {
        for (int i = 0; !enough.getAsBoolean(); i++) {
            Job job = jobs.get(i % jobs.size());
            job.run(site, subjects.get(site.random().nextInt(subjects.size())));
            worklog.done(job);
        }
        return null;
    }
}
