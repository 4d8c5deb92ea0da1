package org.milterflux.launcher.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;

/** The Metatype of all bundles in some directories, by PID. */
final class Descriptions {

    private static final String METATYPE = "OSGI-INF/metatype/";

    private final Map<String, Description> byPid = new TreeMap<>();

    private Descriptions() {}

    /** Reads all jars below the directories; a later jar describes a PID anew. Directories may be missing. */
    static Descriptions in(List<Path> directories) throws IOException {
        Descriptions descriptions = new Descriptions();
        for (Path directory : directories) {
            for (Path jar : jars(directory)) {
                descriptions.read(jar);
            }
        }
        return descriptions;
    }

    Optional<Description> of(String pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    Set<String> pids() {
        return byPid.keySet();
    }

    private static List<Path> jars(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Path jar) throws IOException {
        try (JarFile bundle = new JarFile(jar.toFile())) {
            for (JarEntry entry :
                    bundle.stream().filter(Descriptions::isMetatype).toList()) {
                try (InputStream xml = bundle.getInputStream(entry)) {
                    add(new MetaDataReader().parse(xml));
                }
            }
        } catch (IOException unreadable) {
            throw new IOException("bundle " + jar + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static boolean isMetatype(JarEntry entry) {
        return entry.getName().startsWith(METATYPE) && entry.getName().endsWith(".xml");
    }

    @SuppressWarnings("unchecked") // Felix's own model is without type parameters
    private void add(MetaData metadata) {
        Map<String, OCD> classes = metadata.getObjectClassDefinitions();
        for (Designate designate : (List<Designate>) metadata.getDesignates()) {
            Optional.ofNullable(classes.get(designate.getObject().getOcdRef()))
                    .ifPresent(described -> add(designate, described));
        }
    }

    @SuppressWarnings("unchecked")
    private void add(Designate designate, OCD described) {
        boolean factory = designate.getFactoryPid() != null;
        byPid.put(
                factory ? designate.getFactoryPid() : designate.getPid(),
                new Description(factory, new TreeMap<String, AD>(described.getAttributeDefinitions())));
    }
}
