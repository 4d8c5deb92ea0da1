package org.milterflux.deployer.internal.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.milterflux.core.management.Overview;
import org.milterflux.deployer.Deployment;
import org.milterflux.deployer.DeploymentException;

/** The policy files in {@code conf/}: changes them, and sees to it that the core follows. One change at a time. */
public final class PolicyFiles {

    /** FileInstall looks twice a second, and twice before it believes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PACE = Duration.ofMillis(50);
    private static final String PREFIX = "org.milterflux.policy-";
    private static final String SUFFIX = ".config";
    private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9._]");

    private final Path conf;
    private final Overview overview;
    private final Duration patience;

    /** Files of that directory, which that core follows. */
    public PolicyFiles(Path conf, Overview overview) {
        this(conf, overview, PATIENCE);
    }

    PolicyFiles(Path conf, Overview overview, Duration patience) {
        this.conf = conf;
        this.overview = overview;
        this.patience = patience;
    }

    /**
     * Writes keys into the policy of a filter, and waits until the core follows.
     *
     * @param settings as {@code key=value}; an empty value takes the key out
     * @throws DeploymentException when nobody understands them, or the core did not follow; the file is as it was
     */
    public Deployment.FileChange change(String filter, List<String> settings) throws DeploymentException {
        String name = fileOf(filter).orElseGet(() -> free(filter));
        String before = read(name);
        Deployment.FileChange change;
        try {
            change = new Deployment.FileChange(name, before, PolicyEdit.apply(filter, before, settings));
        } catch (DeploymentException e) {
            throw before.isEmpty() ? e : new DeploymentException(e.reason() + " (" + name + ")", e);
        }
        carryOut(filter, change);
        return change;
    }

    /**
     * Puts texts back as they were, and waits until the core follows.
     *
     * @param files texts by name; an empty one for a file that was not there
     * @return what was changed, which may be nothing
     * @throws DeploymentException when the core did not follow; all files are as they were
     */
    public List<Deployment.FileChange> restore(Map<String, String> files) throws DeploymentException {
        List<Deployment.FileChange> done = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            Deployment.FileChange change =
                    new Deployment.FileChange(file.getKey(), read(file.getKey()), file.getValue());
            if (change.before().equals(change.after())) {
                continue;
            }
            try {
                carryOut(filterIn(change.after()).orElse(""), change);
            } catch (DeploymentException e) {
                for (Deployment.FileChange earlier : done) {
                    write(earlier.name(), earlier.before());
                }
                throw e;
            }
            done.add(change);
        }
        return List.copyOf(done);
    }

    private void carryOut(String filter, Deployment.FileChange change) throws DeploymentException {
        try {
            boolean isNew = change.before().isEmpty();
            if (isNew && !filter.isEmpty() && change.after().contains(PolicyKey.CONDITION.word())) {
                // A condition is understood by the core alone. A policy that never was makes the filter count as
                // failed;
                // one that was stays in force. So there is one first that cannot be wrong.
                follow(
                        "",
                        new PolicyText(List.of())
                                .with("filter", Literal.text(filter))
                                .text(),
                        change.name());
            }
            follow(change.before(), change.after(), change.name());
        } catch (DeploymentException e) {
            write(change.name(), change.before());
            throw e;
        }
    }

    private void follow(String before, String after, String name) throws DeploymentException {
        boolean matters = PolicyEdit.changesMeaning(before, after);
        long generation = overview.generation();
        write(name, after);
        if (matters && !isFollowed(generation)) {
            throw new DeploymentException("the runtime did not take " + name + " within " + patience.toSeconds()
                    + " s, so it is as it was before; the log says why, look for " + name);
        }
    }

    private boolean isFollowed(long generation) throws DeploymentException {
        long end = System.nanoTime() + patience.toNanos();
        while (overview.generation() <= generation) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                Thread.sleep(PACE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DeploymentException("interrupted; the policy is as it was before", e);
            }
        }
        return true;
    }

    /** Of several that are about one filter, the core goes by the first. */
    private Optional<String> fileOf(String filter) throws DeploymentException {
        for (String name : names()) {
            if (filterIn(read(name)).filter(filter::equals).isPresent()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> filterIn(String text) {
        try {
            return Optional.ofNullable(PolicyText.of(text).typed().values().get("filter"))
                    .map(Object::toString);
        } catch (DeploymentException e) {
            return Optional.empty(); // the core reads nothing in it either
        }
    }

    private String free(String filter) {
        String stem = PREFIX + STRANGE.matcher(filter).replaceAll("_");
        String name = stem + SUFFIX;
        for (int count = 2; Files.exists(conf.resolve(name)); count++) {
            name = stem + "_" + count + SUFFIX;
        }
        return name;
    }

    private List<String> names() throws DeploymentException {
        try (Stream<Path> files = Files.list(conf)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DeploymentException("the directory " + conf + " cannot be read: " + e, e);
        }
    }

    private String read(String name) throws DeploymentException {
        Path file = conf.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new DeploymentException(file + " cannot be read: " + e + "; is it UTF-8 and readable?", e);
        }
    }

    /** In one step, so that nobody reads half of it; under a name first that FileInstall passes over. */
    private void write(String name, String text) throws DeploymentException {
        Path file = conf.resolve(name);
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                replace(Files.isSymbolicLink(file) ? file.toRealPath() : file, text);
            }
        } catch (IOException e) {
            throw new DeploymentException(
                    file + " cannot be written: " + e + "; give this user the right to write in its directory", e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.writeString(draft, text);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
