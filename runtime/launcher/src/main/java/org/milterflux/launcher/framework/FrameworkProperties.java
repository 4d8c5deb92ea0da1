package org.milterflux.launcher.framework;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.milterflux.launcher.Layout;

/** What the bundles of an instance find in the framework's properties, wherever that framework runs. */
public final class FrameworkProperties {

    /** Where the core feature puts FileInstall. */
    private static final int FILE_INSTALL_LEVEL = 8;

    private FrameworkProperties() {}

    /**
     * Those of the features, then the instance's own.
     *
     * @param listen the socket of {@code --listen}, in place of the configured listeners
     */
    public static Map<String, String> of(Layout layout, Features features, Optional<String> listen) {
        Map<String, String> properties = new HashMap<>(features.properties());
        properties.put("org.milterflux.home", layout.home().toString());
        properties.put("org.milterflux.conf", layout.conf().toString());
        properties.put("org.milterflux.data", layout.data().toString());
        properties.put("org.milterflux.deploy", layout.deploy().toString());
        // A version that is built again under its number is deployed beside the one that serves.
        properties.put("org.osgi.framework.bsnversion", "multiple");
        listen.ifPresent(socket -> properties.put("org.milterflux.listen", socket));
        properties.put("felix.startlevel.bundle", Integer.toString(Features.DEFAULT_START_LEVEL));
        properties.put("felix.cm.dir", layout.configurations().toString());
        properties.putAll(fileInstall(layout));
        return Map.copyOf(properties);
    }

    /**
     * FileInstall reads {@code conf/} and {@code deploy/} while it starts, that is before filters and listeners, and
     * looks again twice a second: by polling, because only then does it try bundles again that lacked something. Bundles of
     * {@code deploy/} get its own start level: those of a later one it would start only after the listeners are open.
     * A bundle that offers what others could use, such as the servlet API the log knows of, has it refresh the bundles of
     * {@code deploy/} alone: otherwise the whole platform would go down and up with the log.
     * It does not write into {@code conf/}: the admin's files are the truth, and it would read one half written.
     */
    private static Map<String, String> fileInstall(Layout layout) {
        return Map.ofEntries(
                Map.entry("felix.fileinstall.dir", layout.conf() + "," + layout.deploy()),
                Map.entry("felix.fileinstall.noInitialDelay", "true"),
                Map.entry("felix.fileinstall.poll", "500"),
                Map.entry("felix.fileinstall.disableNio2", "true"),
                Map.entry("felix.fileinstall.optionalImportRefreshScope", "managed"),
                Map.entry("felix.fileinstall.fragmentRefreshScope", "managed"),
                Map.entry("felix.fileinstall.start.level", Integer.toString(FILE_INSTALL_LEVEL)),
                Map.entry("felix.fileinstall.configEncoding", "UTF-8"),
                Map.entry("felix.fileinstall.enableConfigSave", "false"),
                Map.entry("felix.fileinstall.log.level", "3"),
                Map.entry(
                        "felix.fileinstall.tmpdir", layout.data().resolve("tmp").toString()));
    }
}
