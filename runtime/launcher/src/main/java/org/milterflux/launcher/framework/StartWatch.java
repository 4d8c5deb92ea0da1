package org.milterflux.launcher.framework;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Keeps a bundle of the administrator's that hangs when it is started from keeping all others from starting: Felix starts them one
 * after the other and sets no limit. What features bring is left alone: FileInstall starts all of {@code deploy/} while it is
 * started itself, and may take long.
 *
 * <p>The thread that waits for it is interrupted, again and again, so the bundle fails to start and the next one has its turn. One
 * that does not mind interrupts is named in the log each time; nothing else can be done about it from outside.
 */
final class StartWatch implements SynchronousBundleListener, AutoCloseable {

    private static final Logger log = System.getLogger(StartWatch.class.getName());

    private final BundleContext framework;
    private final Duration limit;
    private final Map<Bundle, Attempt> starting = new HashMap<>();
    private final Timer timer = new Timer("milterflux-start-watch", true);

    /** A bundle's start, on the thread that calls its activator. */
    private static final class Attempt {
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private boolean interrupted;
    }

    private StartWatch(BundleContext framework, Duration limit) {
        this.framework = framework;
        this.limit = limit;
    }

    /** Watches from now on until it is closed. */
    static StartWatch over(BundleContext framework, Duration limit) {
        StartWatch watch = new StartWatch(framework, limit);
        framework.addBundleListener(watch);
        long period = Math.max(limit.toMillis() / 4, 1);
        watch.timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        watch.look();
                    }
                },
                period,
                period);
        return watch;
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTING) {
            if (!bundle.getLocation().startsWith(FeatureBundle.SCHEME)) {
                starting.put(bundle, new Attempt());
            }
            return;
        }
        Attempt ended = starting.remove(bundle);
        if (ended != null && ended.interrupted && ended.thread == Thread.currentThread()) {
            Thread.interrupted(); // it was meant for the bundle alone
        }
    }

    private synchronized void look() {
        long now = System.nanoTime();
        starting.forEach((bundle, attempt) -> {
            if (now - attempt.since > limit.toNanos()) {
                log.log(
                        Level.ERROR,
                        "bundle {0} has not started within {1} s and is interrupted, so that the others can start: mend"
                                + " its activator, or uninstall it",
                        bundle.getSymbolicName(),
                        limit.toSeconds());
                attempt.interrupted = true;
                attempt.thread.interrupt();
            }
        });
    }

    @Override
    public void close() {
        framework.removeBundleListener(this);
        timer.cancel();
    }
}
