package org.milterflux.deployer.internal.policy;

import java.util.List;
import java.util.Map;
import org.milterflux.deployer.*;

/** Stub. */
public final class PolicyFiles {
    public PolicyFiles(java.nio.file.Path conf, org.milterflux.core.management.Overview o) {}

    public Deployment.FileChange change(String f, List<String> s) throws DeploymentException {
        if (f.isEmpty()) {
            throw new DeploymentException("");
        }
        return new Deployment.FileChange("", "", "");
    }

    public List<Deployment.FileChange> restore(Map<String, String> files) throws DeploymentException {
        return List.of();
    }
}
