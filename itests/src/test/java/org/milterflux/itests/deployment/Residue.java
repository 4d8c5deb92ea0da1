package org.milterflux.itests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.milterflux.itests.deployment.stamp.PlainStamp;
import org.milterflux.itests.runtime.JavaHomes;

/**
 * What the runtime's process holds after a full collection of its heap.
 *
 * @param loaders class loaders of stamp bundles, by the class for which the bundle is there
 * @param filters stamp filters, by class
 * @param bundles the framework's objects for bundles
 * @param liveBytes of the heap
 * @param threads of any kind
 * @param filterThreads workers of filters
 * @param deletedFiles open files that are gone from their folder
 * @param openJars open files of the bundle cache
 * @param cachedFiles files of the bundle cache
 */
record Residue(
        Map<String, Long> loaders,
        Map<String, Long> filters,
        long bundles,
        long liveBytes,
        long threads,
        List<String> filterThreads,
        List<String> deletedFiles,
        long openJars,
        long cachedFiles) {

    private static final String BUNDLE = "org.apache.felix.framework.BundleImpl";
    private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    /**
     * Each bundle has one of these, but for those whose activation threw: of the last such the exception, and by its stack
     * trace the class loader, is kept somewhere for a while.
     */
    private static final Pattern COMPONENT = Pattern.compile(
            Pattern.quote(PlainStamp.class.getPackageName()) + "\\.((?!Throwing|Hanging)\\w+Stamp)(?![\\w$])");

    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\"");

    /** Gives it time: threads of idle workers end by and by, and what they held goes with them. */
    static void awaitUntil(Duration patience, Callable<Residue> residue, Consumer<Residue> assertion) {
        Awaitility.await()
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() -> assertion.accept(residue.call()));
    }

    /** Of the process, whose bundle cache is in the folder. */
    static Residue of(long pid, Path cache) throws IOException {
        jcmd(pid, "GC.run"); // one collection clears soft and weak references, the next what they held
        String heap = jcmd(pid, "GC.class_histogram");
        Map<String, Long> filters = new TreeMap<>();
        long bundles = 0;
        Matcher row = ROW.matcher(heap);
        while (row.find()) {
            String type = row.group(3);
            if (type.startsWith(PlainStamp.class.getPackageName()) && type.endsWith("Stamp")) {
                filters.merge(type.substring(type.lastIndexOf('.') + 1), Long.parseLong(row.group(1)), Long::sum);
            }
            if (type.equals(BUNDLE)) {
                bundles = Long.parseLong(row.group(1));
            }
        }
        Matcher total = TOTAL.matcher(heap);
        if (!total.find()) {
            throw new AssertionError("no histogram: " + heap);
        }
        List<String> threads = THREAD.matcher(jcmd(pid, "Thread.print"))
                .results()
                .map(match -> match.group(1))
                .toList();
        List<String> open = openFiles(pid);
        return new Residue(
                loaders(jcmd(pid, "VM.classloaders show-classes=true fold=false")),
                filters,
                bundles,
                Long.parseLong(total.group(1)),
                threads.size(),
                threads.stream()
                        .filter(name -> name.startsWith("filter-"))
                        .sorted()
                        .toList(),
                open.stream().filter(file -> file.endsWith("(deleted)")).toList(),
                open.stream().filter(file -> file.startsWith(cache.toString())).count(),
                files(cache));
    }

    /** Those that have loaded a class of a stamp bundle. */
    private static Map<String, Long> loaders(String tree) {
        return COMPONENT
                .matcher(tree)
                .results()
                .collect(Collectors.groupingBy(match -> match.group(1), TreeMap::new, Collectors.counting()));
    }

    private static List<String> openFiles(long pid) throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return links.map(Residue::target).toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        } catch (java.io.UncheckedIOException | NoSuchFileException goneMeanwhile) {
            return -1;
        }
    }

    private static String jcmd(long pid, String command) throws IOException {
        Process process = new ProcessBuilder(
                        JavaHomes.own().resolve("bin/jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
