package org.milterflux.launcher.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.milterflux.launcher.Layout;
import org.milterflux.launcher.framework.Features;

/** Looks whether every bundle that a feature lists is there. */
final class InstallationCheck {

    private InstallationCheck() {}

    static List<Finding> check(Layout layout) throws IOException {
        return Features.read(layout.features()).bundles().stream()
                .map(bundle -> layout.system().resolve(bundle.path()))
                .filter(jar -> !Files.exists(jar))
                .map(InstallationCheck::missing)
                .toList();
    }

    private static Finding missing(Path jar) {
        return new Finding(jar, 0, "is listed by a feature but missing", "unpack the distribution again");
    }
}
