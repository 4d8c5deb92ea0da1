package org.milterflux.files;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The configurations of filters that are files. */
public final class Configurations {

    private Configurations() {}

    /** Those there are now, by PID: the admin itself tells of them only after a while, on a thread of its own. */
    public static Map<String, Map<String, Object>> of(ConfigurationAdmin admin, String factoryPid) throws IOException {
        Map<String, Map<String, Object>> found = new HashMap<>();
        Configuration[] all = list(admin, "(service.factoryPid=" + factoryPid + ")");
        if (all != null) {
            for (Configuration configuration : all) {
                found.put(configuration.getPid(), new HashMap<>(FrameworkUtil.asMap(configuration.getProperties())));
            }
        }
        return found;
    }

    private static Configuration @Nullable [] list(ConfigurationAdmin admin, String filter) throws IOException {
        try {
            return admin.listConfigurations(filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }
}
