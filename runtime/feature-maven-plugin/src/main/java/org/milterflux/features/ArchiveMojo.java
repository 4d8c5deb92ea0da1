package org.milterflux.features;

import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes the class-data archive of an assembled distribution, for the Java that builds: one that is unpacked elsewhere could not use
 * it.
 */
@Mojo(name = "archive", defaultPhase = LifecyclePhase.PACKAGE)
public final class ArchiveMojo extends AbstractMojo {

    /** The assembled distribution. */
    @Parameter(required = true)
    private File distribution;

    /** Whether to do without. */
    @Parameter(property = "milterflux.archive.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            return;
        }
        try {
            int status = archive().waitFor();
            if (status != 0) {
                throw new MojoExecutionException("bin/milterflux archive ended with " + status
                        + "; see above, or do without: -Dmilterflux.archive.skip");
            }
        } catch (IOException failed) {
            throw new MojoExecutionException(failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", stopped);
        }
    }

    private Process archive() throws IOException {
        ProcessBuilder command = new ProcessBuilder(new File(distribution, "bin/milterflux").getPath(), "archive")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().keySet().removeIf(name -> name.startsWith("MILTERFLUX_"));
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return command.start();
    }
}
