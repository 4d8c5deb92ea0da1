package org.milterflux.deployer.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.milterflux.deployer.DeploymentException;
import org.milterflux.deployer.internal.bundle.BundleFile;
import org.milterflux.deployer.internal.state.Store;

/** Brings what the administrator names into the store. */
final class Sources {

    private static final int PATIENCE_MILLIS = 30_000;

    /** Two letters at least: one letter is a drive. */
    private static final Pattern URL_SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*");

    private final Store store;

    Sources(Store store) {
        this.store = store;
    }

    /**
     * The bundle of a path or URL.
     *
     * @throws DeploymentException when it cannot be had or is no bundle
     */
    BundleFile fetch(String source) throws DeploymentException {
        String digest;
        try (InputStream content = open(source)) {
            digest = store.put(content);
        } catch (NoSuchFileException e) {
            throw new DeploymentException(source + ": there is no such file", e);
        } catch (MalformedURLException e) {
            throw new DeploymentException(
                    source + ": nothing here understands such a URL (" + e.getMessage()
                            + "); give a path, or install what does",
                    e);
        } catch (IOException | InvalidPathException e) {
            throw new DeploymentException(source + " cannot be fetched into the store: " + e, e);
        }
        return BundleFile.read(store.path(digest), source, digest);
    }

    private static InputStream open(String source) throws IOException {
        if (!URL_SCHEME.matcher(source).matches()) {
            return Files.newInputStream(Path.of(source));
        }
        // Not URI.toURL: what brings own schemes, such as mvn, plugs into URL alone.
        URLConnection connection = new URL(source).openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
