package org.milterflux.itests.deployment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.RuntimeConsole;

/** What one administrator has at hand: a console, the folders, bundles to deploy, and the ledger to write into. */
final class Site implements Closeable {

    private static final Pattern REFUSED = Pattern.compile("Cannot acquire global lock|Unable to acquire");
    private static final int REPEATS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MilterfluxInstance runtime;
    private final RuntimeConsole console;
    private final StampBundles bundles;
    private final Ledger ledger;
    private final Random random;
    private final LongAdder repeats = new LongAdder();

    Site(MilterfluxInstance runtime, StampBundles bundles, Ledger ledger, long seed) throws IOException {
        this.runtime = runtime;
        this.bundles = bundles;
        this.ledger = ledger;
        random = new Random(seed);
        console = runtime.attach();
    }

    RuntimeConsole console() {
        return console;
    }

    MilterfluxInstance runtime() {
        return runtime;
    }

    Ledger ledger() {
        return ledger;
    }

    Random random() {
        return random;
    }

    /** How often a command had to be repeated. */
    long repeats() {
        return repeats.sum();
    }

    /** A file beside the bundles. */
    Path file(String name) {
        return bundles.file(name);
    }

    /** Makes the next version of a filter, outside of the runtime, and writes down that it comes. */
    Path announceNext(Subject subject) throws IOException {
        subject.version(subject.newVersion());
        Path file = bundles.bundle(subject.id(), subject.version(), subject.kind());
        ledger.versions(subject.id()).announce(subject.version());
        return file;
    }

    /** A next version that will not serve a single message. */
    Path stillborn(Subject subject) throws IOException {
        return broken(subject, Kind.STILLBORN.get(random.nextInt(Kind.STILLBORN.size())));
    }

    /** A next version that is broken in this way. */
    Path broken(Subject subject, Kind fault) throws IOException {
        return bundles.bundle(subject.id(), subject.newVersion(), fault);
    }

    /** A bundle's file is not needed any more. */
    void forget(Path file) throws IOException {
        Files.delete(file);
    }

    /**
     * Runs one of the framework's commands, and again when it says so: where several administrators change bundles at once,
     * the framework refuses one of them rather than have them wait for each other for ever.
     */
    String command(String line) throws IOException {
        RuntimeConsole.Result result = console.attempt(line);
        for (int i = 0; i < REPEATS && REFUSED.matcher(result.err()).find(); i++) {
            repeats.increment();
            result = console.attempt(line);
        }
        if (!result.isOk()) {
            throw new AssertionError("console: " + line + "\n" + result.out() + result.err());
        }
        return result.out();
    }

    /** Installs a bundle; its id. */
    String install(Path bundle) throws IOException {
        String printed = command("install " + bundle.toUri());
        Matcher id = Pattern.compile("Bundle ID: (\\d+)").matcher(printed);
        if (!id.find()) {
            throw new AssertionError("install printed " + printed);
        }
        return id.group(1);
    }

    /** Waits until the filter serves in this version, or not at all, and writes that down. */
    void settle(Subject subject, String version) {
        await(subject + " " + version, () -> serving(subject).equals(version));
        ledger.versions(subject.id()).settle();
    }

    /** Waits until the filter has this place in the chain. */
    void awaitRank(Subject subject, int rank) {
        Pattern row = Pattern.compile("(?m)^" + Pattern.quote(subject.id()) + " +\\S+ +" + rank + " +yes\\b");
        await(
                subject + " has rank " + rank,
                () -> row.matcher(console.run("milter:filters")).find());
    }

    /** The version in the chain now. */
    String serving(Subject subject) throws IOException {
        Matcher row = Pattern.compile("(?m)^" + Pattern.quote(subject.id()) + " +(\\S+) +\\S+ +yes\\b")
                .matcher(console.run("milter:filters"));
        return row.find() ? row.group(1) : Ledger.ABSENT;
    }

    /** Waits for something to become true. */
    void await(String what, Callable<Boolean> truth) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(truth);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("It does not happen: " + what + "\n" + filters(), e);
        }
    }

    private String filters() {
        try {
            return console.run("milter:filters") + console.run("lb -s");
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Puts a file into a folder in one step, under a name of its own or over the one that is there. */
    static void put(Path file, Path target) throws IOException {
        Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        console.close();
    }
}
