package org.milterflux.features;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.milterflux.launcher.framework.FeatureBundle;
import org.milterflux.launcher.framework.Features;
import org.osgi.service.feature.ID;

/**
 * Copies every bundle that the feature files list into a directory of Maven layout; bundles of this build come from the
 * build itself.
 */
@Mojo(name = "system", defaultPhase = LifecyclePhase.PREPARE_PACKAGE)
public final class SystemMojo extends AbstractMojo {

    private final RepositorySystem repositories;

    /** The feature files, their versions filled in. */
    @Parameter(required = true)
    private File features;

    /** Where the bundles go. */
    @Parameter(required = true)
    private File system;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
    private RepositorySystemSession session;

    @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
    private List<RemoteRepository> remotes;

    /** Called by Maven. */
    @Inject
    public SystemMojo(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    @Override
    public void execute() throws MojoExecutionException {
        try {
            for (FeatureBundle bundle : Features.read(features.toPath()).bundles()) {
                copy(resolve(bundle.id()), system.toPath().resolve(bundle.path()));
            }
        } catch (IOException | ArtifactResolutionException failed) {
            throw new MojoExecutionException(failed.getMessage(), failed);
        }
    }

    private Path resolve(ID id) throws ArtifactResolutionException {
        Artifact artifact = new DefaultArtifact(
                id.getGroupId(),
                id.getArtifactId(),
                id.getClassifier().orElse(""),
                id.getType().orElse("jar"),
                id.getVersion());
        return repositories
                .resolveArtifact(session, new ArtifactRequest(artifact, remotes, null))
                .getArtifact()
                .getFile()
                .toPath();
    }

    private static void copy(Path jar, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
