package org.milterflux.deployer.internal.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.milterflux.deployer.DeploymentException;

/** Writes the jar of a bundle that holds no classes. */
public final class TestJar {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> entries = new LinkedHashMap<>();

    private TestJar() {}

    /** A bundle without anything. */
    public static TestJar of(String symbolicName, String version) {
        return new TestJar()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", version);
    }

    /** A jar without a header of OSGi. */
    static TestJar plain() {
        return new TestJar();
    }

    /** With one more header. */
    public TestJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** With one more file in it. */
    TestJar entry(String path, String text) {
        entries.put(path, text);
        return this;
    }

    /** With a component that is a filter, as bnd describes it. */
    public TestJar filter(String name, String policy, String... properties) {
        String component = "com.example." + name;
        String path = "OSGI-INF/" + component + ".xml";
        return header(
                        "Service-Component",
                        headers.containsKey("Service-Component") ? headers.get("Service-Component") + "," + path : path)
                .entry(path, """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" \
                        configuration-policy="%s">
                          <property name="milter.name" type="String" value="%s"/>
                        %s
                          <service><provide interface="org.milterflux.api.MessageFilter"/></service>
                          <implementation class="%s"/>
                        </scr:component>
                        """.formatted(component, policy, name, String.join("\n", properties), component));
    }

    /** The bundle, read again from its file. */
    public BundleFile read(Path directory) throws IOException, DeploymentException {
        return BundleFile.read(write(directory), "x.jar", "digest");
    }

    /** The jar as a file. */
    public Path write(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path jar = Files.createTempFile(directory, "bundle", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
