package org.milterflux.itests.filters;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.milterflux.api.MessageFilter;
import org.milterflux.protocol.WireText;

/** Makes bundles of test filters, with bnd as every build of ours does. */
public final class FilterBundle {

    private FilterBundle() {}

    /**
     * A bundle of version 1.0.0 whose symbolic name is that of the class's package.
     *
     * @param more classes whose packages it contains too
     */
    public static Path of(Class<?> filter, Class<?>... more) throws Exception {
        String name = filter.getPackageName();
        Path file = Files.createDirectories(Path.of("target", "bundles"))
                .resolve(name + ".jar")
                .toAbsolutePath();
        try (Builder bnd = new Builder()) {
            bnd.addClasspath(location(filter));
            bnd.addClasspath(location(MessageFilter.class));
            bnd.addClasspath(location(WireText.class));
            bnd.setProperty("Bundle-SymbolicName", name);
            bnd.setProperty("Bundle-Version", "1.0.0");
            bnd.setProperty("-privatepackage", packages(filter, more));
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

    private static String packages(Class<?> filter, Class<?>... more) {
        return Stream.concat(Stream.of(filter), Stream.of(more))
                .map(Class::getPackageName)
                .collect(Collectors.joining(","));
    }

    private static File location(Class<?> type) throws Exception {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
