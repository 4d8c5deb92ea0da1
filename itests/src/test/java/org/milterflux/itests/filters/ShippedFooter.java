package org.milterflux.itests.filters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** The footer bundle of the distribution, and a later version of it. */
public final class ShippedFooter {

    public static final String SYMBOLIC_NAME = "org.milterflux.filter.footer";

    // A string constant of three bytes, as class files write it (JVMS §4.4.7).
    private static final String SEPARATOR = "\1\0\3-- ";
    private static final String NEXT_SEPARATOR = "\1\0\3++ ";

    private ShippedFooter() {}

    /** The bundle as shipped. */
    public static Path bundle() throws IOException {
        Path versions =
                MilterfluxSetup.distribution().resolve("system/org/milterflux").resolve(SYMBOLIC_NAME);
        try (Stream<Path> files = Files.walk(versions)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No footer in " + versions));
        }
    }

    /** Version 1.0.1 of it, made from the shipped one: its default separator is {@code ++} instead of {@code --}. */
    public static Path nextVersion() throws Exception {
        Path file = Files.createDirectories(Path.of("target", "bundles"))
                .resolve(SYMBOLIC_NAME + "-1.0.1.jar")
                .toAbsolutePath();
        try (Jar jar = new Jar(bundle().toFile())) {
            for (Map.Entry<String, Resource> entry : jar.getResources().entrySet()) {
                if (entry.getKey().endsWith(".class")) {
                    entry.setValue(rewritten(entry.getValue()));
                }
            }
            jar.getManifest().getMainAttributes().putValue("Bundle-Version", "1.0.1");
            jar.write(file.toFile());
        }
        return file;
    }

    private static Resource rewritten(Resource type) throws Exception {
        String bytes = new String(type.openInputStream().readAllBytes(), ISO_8859_1);
        return new EmbeddedResource(bytes.replace(SEPARATOR, NEXT_SEPARATOR).getBytes(ISO_8859_1), type.lastModified());
    }
}
