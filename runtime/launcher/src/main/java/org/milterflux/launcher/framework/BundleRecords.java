package org.milterflux.launcher.framework;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Guards what Felix notes of each bundle in its cache: without that it forgets the bundle, and of one that was installed by hand
 * nothing else tells.
 *
 * <p>Felix writes {@code bundle.info} by truncating it first, and counts refreshes there while it renames the folder that is named
 * by that count. A process that is killed in between leaves an empty file, or a count without a folder. So a copy is kept of every
 * note, and both are mended before Felix looks.
 */
final class BundleRecords implements SynchronousBundleListener {

    private static final Logger log = System.getLogger(BundleRecords.class.getName());
    private static final String NOTE = "bundle.info";
    private static final String COPY = "bundle.info.kept";

    /** Id, location, whether it starts, start level, time of the last change, count of refreshes: a line each. */
    private static final int LINES = 6;

    private static final int REFRESHES = 5;

    /** A revision of the bundle's content: {@code version<refreshes>.<revision>}. */
    private static final Pattern REVISION = Pattern.compile("version(\\d+)\\.\\d+");

    private final Path cache;

    BundleRecords(Path cache) {
        this.cache = cache;
    }

    /** Mends what a killed process has left. Before the framework reads its cache. */
    void mend() throws IOException {
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (Stream<Path> folders = Files.list(cache)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                mend(folder);
            }
        }
    }

    private static void mend(Path folder) throws IOException {
        Optional<List<String>> noted = lines(folder.resolve(NOTE));
        Optional<String> refreshes = refreshes(folder, noted);
        Optional<List<String>> known = noted.or(() -> lines(folder.resolve(COPY)));
        if (known.isEmpty() || refreshes.isEmpty()) {
            return; // never completely installed
        }
        List<String> mended = new ArrayList<>(known.get());
        mended.set(REFRESHES, refreshes.get());
        if (!Optional.of(mended).equals(noted)) {
            replace(folder.resolve(NOTE), String.join("\n", mended) + "\n");
            log.log(Level.WARNING, "bundle {0}: a crash had damaged what Felix notes of it; mended", mended.get(1));
        }
    }

    /** As the folders of its revisions say; the noted count when there is one for it. */
    private static Optional<String> refreshes(Path folder, Optional<List<String>> noted) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            List<String> counts = children.map(
                            child -> REVISION.matcher(child.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(revision -> revision.group(1))
                    .toList();
            return noted.map(lines -> lines.get(REFRESHES))
                    .filter(counts::contains)
                    .or(() -> counts.stream().max(Comparator.comparingLong(Long::parseLong)));
        }
    }

    /**
     * Copies the notes of all bundles, and from then on each that changes. To be called when all have started: copies take their
     * time, and what a crash leaves without note or copy before that is installed again.
     */
    void keep(BundleContext framework) {
        framework.addBundleListener(this);
        for (Bundle bundle : framework.getBundles()) {
            keep(bundle);
        }
    }

    /** Felix has written the note of a bundle by now. */
    @Override
    public void bundleChanged(BundleEvent event) {
        keep(event.getBundle());
    }

    /** One at a time: a bundle's draft must be its own. */
    private synchronized void keep(Bundle bundle) {
        Path folder = cache.resolve("bundle" + bundle.getBundleId());
        try {
            Optional<List<String>> noted = lines(folder.resolve(NOTE));
            if (noted.isPresent() && !noted.equals(lines(folder.resolve(COPY)))) {
                replace(folder.resolve(COPY), String.join("\n", noted.get()) + "\n");
            }
        } catch (IOException e) {
            log.log(Level.WARNING, "no copy of what Felix notes of bundle {0}: {1}", bundle, e);
        }
    }

    /** The lines of a whole note; empty when there is none or half of one. */
    private static Optional<List<String>> lines(Path note) {
        try {
            return Optional.of(Files.readAllLines(note, UTF_8)).filter(lines -> lines.size() == LINES);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
