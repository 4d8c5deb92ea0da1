package org.milterflux.launcher.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Writes a distribution of empty bundles: a feature file and the jars it lists. */
final class TestBundles {

    private final Path home;

    TestBundles(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("features"));
    }

    /** A feature of bundles {@code test:NAME:1.0}. */
    void feature(String... names) throws IOException {
        StringBuilder bundles = new StringBuilder();
        for (String name : names) {
            bundles.append(bundles.isEmpty() ? "" : ",")
                    .append("{\"id\": \"test:" + name + ":1.0\", \"bundleStartLevel\": 10}");
        }
        Files.writeString(
                home.resolve("features/test.json"),
                "{\"feature-resource-version\": \"1.0\", \"id\": \"test:all:1.0\", \"bundles\": [" + bundles + "]}");
    }

    /** The shipped jar of {@code test:NAME:1.0}, with more manifest headers. */
    Path jar(String name, Map<String, String> headers) throws IOException {
        Path jar = home.resolve("system/test/" + name + "/1.0/" + name + "-1.0.jar");
        Files.createDirectories(jar.getParent());
        return write(jar, name, headers);
    }

    static Path write(Path jar, String name, Map<String, String> headers, Class<?>... content) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        headers.forEach(main::putValue);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : content) {
                String path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(path));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
                    bytes.transferTo(out);
                }
            }
        }
        return jar;
    }
}
