package org.milterflux.launcher.command;

import java.util.Optional;

/** The version of this distribution, as the launcher's own jar says. */
final class Version {

    private Version() {}

    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }
}
