package org.milterflux.itests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.milterflux.api.MessageFilter;
import org.milterflux.itests.deployment.stamp.PlainStamp;

/** Makes bundles of stamp filters in any number of versions: bnd builds each kind once, versions are copies of that. */
final class StampBundles {

    private final Path directory;
    private final Map<Kind, Template> templates = new EnumMap<>(Kind.class);

    /** Writes into this directory. */
    StampBundles(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        for (Kind kind : Kind.values()) {
            templates.put(kind, template(kind));
        }
    }

    private record Template(Manifest manifest, Map<String, byte[]> entries) {}

    /** A path beside the bundles. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** The symbolic name of the bundle of this filter. */
    static String symbolicName(String id) {
        return "stamp." + id;
    }

    /** The bundle of a filter in one version, as a new file. */
    Path bundle(String id, String version, Kind kind) throws IOException {
        Path file = directory.resolve(id + "-" + version + "-" + kind + ".jar");
        write(id, version, kind, file);
        return file;
    }

    private void write(String id, String version, Kind kind, Path file) throws IOException {
        Template template = template(kind, templates);
        Manifest manifest = new Manifest(template.manifest());
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Bundle-SymbolicName", symbolicName(id));
        headers.putValue("Bundle-Version", version);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : template.entries().entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(
                        entry.getKey().startsWith("OSGI-INF/")
                                ? kind.description(new String(entry.getValue(), UTF_8), id, version)
                                        .getBytes(UTF_8)
                                : entry.getValue());
            }
        }
    }

    private static Template template(Kind kind, Map<Kind, Template> templates) {
        Template template = templates.get(kind);
        if (template == null) {
            throw new IllegalStateException("no template of " + kind);
        }
        return template;
    }

    private static Template template(Kind kind) throws Exception {
        try (Builder bnd = new Builder()) {
            bnd.addClasspath(location(PlainStamp.class));
            bnd.addClasspath(location(MessageFilter.class));
            bnd.setProperty("Bundle-SymbolicName", "stamp");
            bnd.setProperty("Bundle-Version", "1.0.0");
            bnd.setProperty("-privatepackage", PlainStamp.class.getPackageName());
            bnd.setProperty("-fixupmessages", "Unused Import-Package instructions*");
            kind.describe(bnd);
            try (Jar jar = bnd.build()) {
                if (!bnd.isOk()) {
                    throw new AssertionError("bnd: " + bnd.getErrors() + bnd.getWarnings());
                }
                Map<String, byte[]> entries = new LinkedHashMap<>();
                for (Map.Entry<String, Resource> entry : jar.getResources().entrySet()) {
                    entries.put(
                            entry.getKey(), entry.getValue().openInputStream().readAllBytes());
                }
                return new Template(jar.getManifest(), entries);
            }
        }
    }

    private static File location(Class<?> type) throws Exception {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
