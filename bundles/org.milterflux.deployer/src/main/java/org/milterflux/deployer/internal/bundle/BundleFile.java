package org.milterflux.deployer.internal.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.jspecify.annotations.Nullable;
import org.milterflux.deployer.DeploymentException;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * A bundle that is not installed yet.
 *
 * @param source where it came from, as the administrator wrote it
 * @param digest its file's name in the store
 * @param requirements what it needs
 * @param capabilities what it offers
 * @param filters the filters its components will be
 */
public record BundleFile(
        String source,
        String digest,
        String symbolicName,
        Version version,
        List<Requirement> requirements,
        List<Capability> capabilities,
        List<DeclaredFilter> filters) {

    private static final String COMPONENTS = "Service-Component";

    public BundleFile {
        requirements = List.copyOf(requirements);
        capabilities = List.copyOf(capabilities);
        filters = List.copyOf(filters);
    }

    /**
     * Reads a file.
     *
     * @throws DeploymentException when it is no bundle, in plain words
     */
    public static BundleFile read(Path file, String source, String digest) throws DeploymentException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Map<String, String> headers = headers(jar.getManifest(), source);
            Resource resource = ResourceBuilder.build(source, headers);
            Capability identity = resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE)
                    .get(0);
            String name = String.valueOf(identity.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE));
            return new BundleFile(
                    source,
                    digest,
                    name,
                    Version.parseVersion(headers.get(Constants.BUNDLE_VERSION)),
                    resource.getRequirements(null),
                    resource.getCapabilities(null),
                    filters(jar, headers.getOrDefault(COMPONENTS, ""), name));
        } catch (ZipException e) {
            throw new DeploymentException(source + " is not a jar: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DeploymentException(source + " cannot be read: " + e, e);
        } catch (BundleException | IllegalArgumentException e) {
            throw new DeploymentException(source + " has a manifest that is wrong: " + e.getMessage(), e);
        } catch (XMLStreamException e) {
            throw new DeploymentException(source + " has a component description that is wrong: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> headers(@Nullable Manifest manifest, String source) throws DeploymentException {
        Map<String, String> headers = new HashMap<>();
        if (manifest != null) {
            manifest.getMainAttributes().forEach((key, value) -> headers.put(key.toString(), value.toString()));
        }
        if (!headers.containsKey(Constants.BUNDLE_SYMBOLICNAME)) {
            throw new DeploymentException(source + " is a jar but not an OSGi bundle: its manifest has no "
                    + Constants.BUNDLE_SYMBOLICNAME + "; build it with bnd");
        }
        if (headers.containsKey(Constants.FRAGMENT_HOST)) {
            throw new DeploymentException(source + " is a fragment of " + headers.get(Constants.FRAGMENT_HOST)
                    + ": it would take effect only when that is refreshed, which is not done while mail flows");
        }
        return headers;
    }

    private static List<DeclaredFilter> filters(JarFile jar, String header, String symbolicName)
            throws IOException, XMLStreamException {
        List<DeclaredFilter> filters = new ArrayList<>();
        for (String path : Arrays.stream(header.split(",")).map(String::strip).toList()) {
            for (ZipEntry entry : entries(jar, path)) {
                try (InputStream xml = jar.getInputStream(entry)) {
                    ComponentXml.read(xml, symbolicName).ifPresent(filters::add);
                }
            }
        }
        return filters;
    }

    /** The last part of a path may have asterisks. */
    private static List<ZipEntry> entries(JarFile jar, String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        String pattern = Arrays.stream(path.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((before, after) -> before + "[^/]*" + after)
                .orElse("");
        return jar.stream()
                .filter(entry -> entry.getName().matches(pattern)
                        && entry.getName().toLowerCase(Locale.ROOT).endsWith(".xml"))
                .map(ZipEntry.class::cast)
                .toList();
    }
}
