package org.milterflux.launcher.command;

import picocli.CommandLine.Command;

/** Prints versions. */
@Command(name = "version", description = "Print the versions of Milterflux and Java.")
public final class VersionCommand implements Runnable {

    @Override
    public void run() {
        System.out.println("Milterflux " + Version.current() + ", Java " + Runtime.version());
    }
}
