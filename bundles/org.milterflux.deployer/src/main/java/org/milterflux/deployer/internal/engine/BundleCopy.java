package org.milterflux.deployer.internal.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * An installed bundle as a file again.
 *
 * <p>The framework does not give back the file it was installed from, and what lies at its location may have changed since.
 */
final class BundleCopy {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private BundleCopy() {}

    /** A jar with the bundle's entries, those of fragments left out; the same for the same bundle. */
    static InputStream of(Bundle bundle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            add(bundle, MANIFEST, jar); // readers of jars look for it in the first place
            addAll(bundle, "/", jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void addAll(Bundle bundle, String directory, ZipOutputStream jar) throws IOException {
        Enumeration<String> paths = bundle.getEntryPaths(directory);
        if (paths == null) {
            return;
        }
        for (String path : Collections.list(paths)) {
            if (path.endsWith("/")) {
                addAll(bundle, path, jar);
            } else if (!path.equals(MANIFEST)) {
                add(bundle, path, jar);
            }
        }
    }

    private static void add(Bundle bundle, String path, ZipOutputStream jar) throws IOException {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            return;
        }
        ZipEntry copy = new ZipEntry(path);
        copy.setTime(0);
        jar.putNextEntry(copy);
        try (InputStream content = entry.openStream()) {
            content.transferTo(jar);
        }
        jar.closeEntry();
    }
}
