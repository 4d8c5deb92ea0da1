package org.milterflux.launcher.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.launcher.Layout;

/**
 * All checks of an installation that can be made without starting it.
 *
 * @param files how many configuration files were read
 * @param findings what is wrong; empty when it would start
 */
public record ConfigurationCheck(int files, List<Finding> findings) {

    /**
     * Checks bundles, configuration files and listeners.
     *
     * @param held sockets of a running instance of this layout, canonical
     * @throws IOException when a directory or bundle cannot be read at all
     */
    public static ConfigurationCheck of(Layout layout, List<String> held) throws IOException {
        List<Finding> findings = new ArrayList<>(InstallationCheck.check(layout));
        ConfigFileReader reader = new ConfigFileReader(name -> variable(layout, name));
        KeyCheck keys = new KeyCheck(Descriptions.in(List.of(layout.cache(), layout.system(), layout.deploy())));
        ListenerCheck listeners = new ListenerCheck(held);
        List<Path> files = files(layout.conf());
        for (Path path : files) {
            Optional<ConfigFile> file = reader.read(path);
            file.map(keys::check).ifPresent(findings::addAll);
            file.map(listeners::check).ifPresent(findings::addAll);
        }
        findings.addAll(reader.findings());
        return new ConfigurationCheck(files.size(), List.copyOf(findings));
    }

    private static List<Path> files(Path conf) throws IOException {
        if (!Files.isDirectory(conf)) {
            throw new IOException("there is no directory " + conf + "; give the right one with --conf");
        }
        try (Stream<Path> files = Files.list(conf)) {
            return files.filter(ConfigurationCheck::isConfiguration).sorted().toList();
        }
    }

    private static boolean isConfiguration(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".config") || name.endsWith(".cfg");
    }

    /** What FileInstall puts for a variable: a framework property, a system property, or the environment. */
    private static String variable(Layout layout, String name) {
        Map<String, String> properties = Map.of(
                "org.milterflux.home", layout.home().toString(),
                "org.milterflux.conf", layout.conf().toString(),
                "org.milterflux.data", layout.data().toString());
        return name.startsWith("env:")
                ? System.getenv().getOrDefault(name.substring("env:".length()), "")
                : properties.getOrDefault(name, System.getProperty(name, ""));
    }
}
