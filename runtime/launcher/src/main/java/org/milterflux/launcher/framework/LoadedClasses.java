package org.milterflux.launcher.framework;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Links the classes of bundles that the JVM has loaded without a use for them, such as those that it had to compare with another
 * one: a class-data archive takes only linked classes, and the next start loads the others as well.
 */
final class LoadedClasses {

    private static final Logger log = System.getLogger(LoadedClasses.class.getName());
    private static final String DIAGNOSTIC_COMMANDS = "com.sun.management:type=DiagnosticCommand";

    /** Such as {@code |  |--java.util.List/null (intf)}. */
    private static final Pattern LISTED = Pattern.compile("^[| -]*([^/\\s]+)/", Pattern.MULTILINE);

    private static final String CLASS = ".class";

    private LoadedClasses() {}

    /** Those that cannot be linked stay as they are, and so do all when this JVM does not list them. */
    static void link(BundleContext framework) {
        try {
            Set<String> loaded = names();
            for (Bundle bundle : framework.getBundles()) {
                BundleWiring wiring = bundle.adapt(BundleWiring.class);
                if (wiring != null && wiring.getClassLoader() != null) {
                    link(wiring, loaded);
                }
            }
        } catch (JMException unknown) {
            log.log(Level.DEBUG, "this JVM does not say which classes it has loaded: {0}", unknown.toString());
        }
    }

    private static Set<String> names() throws JMException {
        Object listed = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(DIAGNOSTIC_COMMANDS),
                        "vmClassHierarchy",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return LISTED.matcher(String.valueOf(listed))
                .results()
                .map((MatchResult line) -> line.group(1))
                .collect(Collectors.toSet());
    }

    private static void link(BundleWiring wiring, Set<String> loaded) {
        wiring
                .listResources("/", "*" + CLASS, BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)
                .stream()
                .map(file -> file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
                .filter(loaded::contains)
                .forEach(name -> link(name, wiring.getClassLoader()));
    }

    @SuppressWarnings("ReturnValueIgnored") // to look for members is to link first
    private static void link(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError lacksAnother) {
            log.log(Level.DEBUG, "class {0} is not linked: {1}", name, lacksAnother.toString());
        }
    }
}
