package org.milterflux.itests.filters;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.milterflux.api.MessageFilter;

/** Makes bundles of test filters, with bnd as every build of ours does. */
public final class FilterBundle {

    private FilterBundle() {}

    /** A bundle of version 1.0.0 whose symbolic name is that of the class's package, the only one it contains. */
    public static Path of(Class<?> filter) throws Exception {
        String name = filter.getPackageName();
        Path file = Files.createDirectories(Path.of("target", "bundles"))
                .resolve(name + ".jar")
                .toAbsolutePath();
        try (Builder bnd = new Builder()) {
            bnd.addClasspath(location(filter));
            bnd.addClasspath(location(MessageFilter.class));
            bnd.setProperty("Bundle-SymbolicName", name);
            bnd.setProperty("Bundle-Version", "1.0.0");
            bnd.setProperty("-privatepackage", name);
            bnd.setProperty("Import-Package", "!org.jspecify.annotations,*");
            try (Jar jar = bnd.build()) {
                if (!bnd.isOk()) {
                    throw new AssertionError("bnd: " + bnd.getErrors() + bnd.getWarnings());
                }
                jar.write(file.toFile());
            }
        }
        return file;
    }

    private static File location(Class<?> type) throws Exception {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
