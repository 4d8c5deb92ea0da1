package org.milterflux.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One filter over the versions of its file. Of two versions the later is registered before the earlier goes, so that the
 * chain, which takes the later of one name, is never without it and no message meets both.
 *
 * <p>For one thread.
 */
final class Member {

    private static final Logger LOG = LoggerFactory.getLogger(Member.class);

    private final String id;
    private final Loader loader;
    private final FilterRegistry registry;
    private @Nullable Look tried;
    private Optional<Stamp> seen = Optional.empty();
    private @Nullable Version serving;
    private boolean gone;

    /** A state of everything a version is made from. */
    private record Look(Place place, Optional<Stamp> stamp) {}

    /** A version in the chain. */
    private record Version(String digest, Map<String, Object> values, Runnable end) {}

    Member(String id, Loader loader, FilterRegistry registry) {
        this.id = id;
        this.loader = loader;
        this.registry = registry;
    }

    /**
     * Looks at the file; when it is another one, that becomes a filter.
     *
     * @param patient whether to wait until the file stands still, as one that is being written does not
     * @return what ends the version before it, to be run where waiting for its messages disturbs nobody
     */
    Optional<Runnable> look(Place place, boolean patient) throws InterruptedException {
        Optional<Stamp> stamp = Stamp.of(place.file());
        boolean still = stamp.equals(seen);
        seen = stamp;
        Look look = new Look(place, stamp);
        if (look.equals(tried) || (patient && !still)) {
            return Optional.empty();
        }
        tried = look;
        gone = false;
        return stamp.isEmpty() ? leave(place.file()) : load(place);
    }

    /**
     * Looks whether the file is away that nothing speaks of any more: an editor may delete a file to write it anew.
     *
     * @return as {@link #look} does
     */
    Optional<Runnable> lookWhetherGone() throws InterruptedException {
        if (tried == null) {
            return Optional.empty();
        }
        Place place = tried.place();
        return Stamp.of(place.file()).isEmpty() ? look(place, true) : leave(place.file());
    }

    /** Whether it has left for good, or never came. */
    boolean isGone() {
        return tried == null || gone;
    }

    private Optional<Runnable> leave(Path file) {
        if (serving == null) {
            LOG.warn("filter {}: there is no file {}", id, file);
        } else {
            LOG.info("filter {} leaves: {} is not to be used any more", id, file);
        }
        gone = true;
        return end();
    }

    private Optional<Runnable> load(Place place) throws InterruptedException {
        Path file = place.file();
        try {
            Content content = Content.of(file);
            if (serving != null
                    && content.digest().equals(serving.digest())
                    && place.values().equals(serving.values())) {
                return Optional.empty();
            }
            warnIfWritable(file);
            FileFilter filter = loader.load(new Source(id, file, content.text(), Settings.of(place.values())));
            Optional<Runnable> before = Optional.ofNullable(serving).map(Version::end);
            serving = register(filter, content, place);
            LOG.info(
                    "filter {} is {} (sha256 {}): {}",
                    id,
                    file,
                    content.digest(),
                    new TreeMap<>(FilterProperties.told(filter)));
            return before;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn("filter {}: {}; {}", id, e.getMessage() == null ? e : e.getMessage(), consequence());
            LOG.debug("filter {}", id, e);
            return Optional.empty();
        }
    }

    private Version register(FileFilter filter, Content content, Place place) {
        Runnable away = registry.register(filter.service(), filter.stages(), FilterProperties.of(id, filter));
        return new Version(content.digest(), place.values(), () -> {
            away.run();
            filter.release().run();
        });
    }

    private String consequence() {
        return serving == null
                ? "until that is mended it does not stand in the chain"
                : "the version before it stays in force";
    }

    private static void warnIfWritable(Path file) throws Exception {
        for (Path path : new Path[] {file, file.toAbsolutePath().getParent()}) {
            if (Content.isWritableByOthers(path)) {
                LOG.warn("{} is code that runs with the rights of this process, and everybody may write it", path);
            }
        }
    }

    /** What ends the version that serves; nothing serves from now on. */
    Optional<Runnable> end() {
        Optional<Runnable> end = Optional.ofNullable(serving).map(Version::end);
        serving = null;
        return end;
    }
}
