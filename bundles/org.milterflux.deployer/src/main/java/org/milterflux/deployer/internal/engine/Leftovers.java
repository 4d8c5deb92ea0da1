package org.milterflux.deployer.internal.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what FileInstall notes of each bundle and leaves behind for ever: one small file per bundle that ever was. */
final class Leftovers implements BundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    private final Bundles framework;

    Leftovers(Bundles framework) {
        this.framework = framework;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            note(event.getBundle()).ifPresent(Leftovers::delete);
        }
    }

    private Optional<File> note(Bundle uninstalled) {
        return framework.named(FILE_INSTALL).stream()
                .map(Bundle::getBundleContext)
                .filter(BundleContext.class::isInstance) // none while it is stopped
                .map(context -> context.getDataFile(uninstalled.getBundleId() + ".checksum"))
                .findFirst();
    }

    private static void delete(File note) {
        try {
            Files.deleteIfExists(note.toPath());
        } catch (IOException e) {
            LOG.debug("{} stays", note, e);
        }
    }
}
