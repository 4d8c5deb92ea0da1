package org.milterflux.files;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters of one language: the files in the deploy folder that have its suffix, and those that configurations name.
 * Each is one filter service, whose id is the file's name without suffix, or the configuration's.
 *
 * <p>A changed file becomes a new service beside the old one, which goes when its messages are finished. A file that cannot
 * be loaded changes nothing: the log says why, and the last good version serves. One that is deleted takes its filter along.
 */
public final class FilterFiles implements AutoCloseable {

    /** How long a file may take to load: Groovy's first compilation takes seconds on a busy machine. */
    public static final Duration LOAD_LIMIT = Duration.ofSeconds(30);

    /** The platform gives messages a minute to end unless told otherwise. */
    private static final Duration END_LIMIT = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(FilterFiles.class);

    private final Language language;
    private final Path deploy;
    private final Path conf;
    private final FilterRegistry registry;
    private final Loader loader;
    private final Duration pause;
    private final ScheduledExecutorService watch;
    private final ExecutorService threads;

    private final Map<String, Configured> configurations = new LinkedHashMap<>();
    private final Map<String, Member> members = new TreeMap<>();

    /**
     * Watches nothing yet.
     *
     * @param context whose bundle offers the filters; its framework says where the folders are
     */
    public FilterFiles(Language language, BundleContext context) {
        this(
                language,
                Path.of(context.getProperty("org.milterflux.deploy")),
                Path.of(context.getProperty("org.milterflux.conf")),
                FilterRegistry.of(context),
                PAUSE,
                LOAD_LIMIT);
    }

    FilterFiles(
            Language language, Path deploy, Path conf, FilterRegistry registry, Duration pause, Duration loadLimit) {
        this.language = language;
        this.deploy = deploy;
        this.conf = conf;
        this.registry = registry;
        this.pause = pause;
        String name = "files" + language.suffix();
        watch = Executors.newSingleThreadScheduledExecutor(task -> thread(task, name));
        threads = Executors.newCachedThreadPool(task -> thread(task, name + "-work"));
        loader = new Loader(language, threads, loadLimit);
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Loads what there is, and watches from then on.
     *
     * @param configured the configurations there are, by PID
     */
    public void open(Map<String, Map<String, Object>> configured) {
        await(() -> {
            configured.forEach(this::put);
            round(false);
            return null;
        });
        var unused = watch.scheduleWithFixedDelay(this::lookAgain, pause.toMillis(), pause.toMillis(), MILLISECONDS);
    }

    /** There is this configuration now. */
    public void configure(String pid, Map<String, ?> properties) {
        whileWatching(() -> put(pid, properties));
    }

    /** There is no such configuration any more. */
    public void forget(String pid) {
        whileWatching(() -> configurations.remove(pid));
    }

    /** Takes all filters away; returns when their messages are finished, as far as the platform waits for them. */
    @Override
    public void close() {
        watch.shutdownNow();
        awaitEnd(watch);
        members.values().forEach(member -> member.end().ifPresent(threads::execute));
        threads.shutdown();
        awaitEnd(threads);
    }

    private void put(String pid, Map<String, ?> properties) {
        try {
            configurations.put(pid, Configured.of(pid, properties, conf));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{}; {}",
                    e.getMessage(),
                    configurations.containsKey(pid) ? "what was set before stays in force" : "ignored");
        }
    }

    private void lookAgain() {
        try {
            round(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException e) {
            LOG.error("cannot look at the files in {}", deploy, e);
        }
    }

    private void round(boolean patient) throws IOException, InterruptedException {
        Map<String, Place> places = places();
        for (Map.Entry<String, Place> place : places.entrySet()) {
            Member member = members.computeIfAbsent(place.getKey(), id -> new Member(id, loader, registry));
            member.look(place.getValue(), patient).ifPresent(threads::execute);
        }
        for (Map.Entry<String, Member> member : members.entrySet()) {
            if (!places.containsKey(member.getKey())) {
                member.getValue().lookWhetherGone().ifPresent(threads::execute);
            }
        }
        members.entrySet()
                .removeIf(member -> !places.containsKey(member.getKey())
                        && member.getValue().isGone());
    }

    /** Where the file of each filter should lie. */
    private Map<String, Place> places() throws IOException {
        Map<String, Place> places = new TreeMap<>();
        for (Path file : deployed()) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - language.suffix().length());
            places.put(id, new Place(file, Map.of()));
        }
        for (Configured configured : configurations.values()) {
            Path file = configured.file().orElse(deploy.resolve(configured.id() + language.suffix()));
            places.put(configured.id(), new Place(file, configured.values()));
        }
        return places;
    }

    private List<Path> deployed() throws IOException {
        if (!Files.isDirectory(deploy)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(deploy)) {
            return files.filter(this::isOurs).toList();
        }
    }

    /** A name that begins with a dot is that of a file somebody is writing. */
    private boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && name.endsWith(language.suffix()) && Files.isRegularFile(file);
    }

    private void whileWatching(Runnable change) {
        try {
            watch.execute(change);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile", e);
        }
    }

    private void await(Callable<?> task) {
        try {
            watch.submit(task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("cannot look at the files in {}", deploy, e.getCause());
        }
    }

    private static void awaitEnd(ExecutorService service) {
        try {
            if (!service.awaitTermination(END_LIMIT.toSeconds(), SECONDS)) {
                LOG.warn("filters of files have not ended after {} s", END_LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
