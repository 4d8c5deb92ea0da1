package org.milterflux.filter.footer.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.milterflux.api.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The footer of one configuration, read anew when a file that it names has changed.
 *
 * <p>The files are looked at when the footer is used, and at most once a second: no thread watches them. For any thread.
 */
final class LiveFooter {

    private static final Logger LOG = LoggerFactory.getLogger(FooterFilter.class);

    private static final long SECOND = 1_000_000_000;

    private final Settings settings;
    private final List<TextFile> files;
    private final LongSupplier nanos;
    private List<TextFile.Stamp> stamps;
    private long looked;
    private Footer footer;

    /** @throws IllegalArgumentException when a value is wrong or a file cannot be read */
    LiveFooter(Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        files = Stream.of("textFile", "htmlFile")
                .map(key -> TextFile.named(settings, key))
                .flatMap(Optional::stream)
                .toList();
        looked = nanos.getAsLong();
        stamps = stamps();
        footer = Footer.of(settings);
    }

    /** As the files are now; when one of them is missing or wrong, as they were. */
    synchronized Footer current() {
        long now = nanos.getAsLong();
        if (!files.isEmpty() && now - looked >= SECOND) {
            looked = now;
            look();
        }
        return footer;
    }

    private void look() {
        List<TextFile.Stamp> found = stamps();
        if (found.equals(stamps)) {
            return;
        }
        stamps = found;
        try {
            footer = Footer.of(settings);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; the footer before it stays in force", e.getMessage());
        }
    }

    private List<TextFile.Stamp> stamps() {
        return files.stream().map(TextFile::stamp).toList();
    }
}
