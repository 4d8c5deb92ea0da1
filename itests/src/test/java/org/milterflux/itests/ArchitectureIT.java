package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** The manifests of our shipped bundles keep to the map of the house: who may know whom. */
class ArchitectureIT {

    /** Allowed import prefixes, beside {@code java.} and what the bundle itself exports. The longest matching key counts. */
    private static final Map<String, List<String>> IMPORTS = Map.ofEntries(
            Map.entry("org.milterflux.api", List.of("org.reactivestreams")),
            Map.entry("org.milterflux.protocol", List.of("org.reactivestreams")),
            Map.entry(
                    "org.milterflux.core",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.protocol",
                            "reactor.core",
                            "reactor.util",
                            "org.reactivestreams",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry(
                    "org.milterflux.transport",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.protocol",
                            "reactor.",
                            "io.netty.",
                            "org.reactivestreams",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry(
                    "org.milterflux.engine",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.protocol",
                            "reactor.",
                            "io.netty.",
                            "org.reactivestreams",
                            "org.slf4j")),
            Map.entry(
                    "org.milterflux.filter.clamav",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.engine",
                            "org.milterflux.protocol",
                            "reactor.core",
                            "org.reactivestreams",
                            "org.slf4j")),
            Map.entry(
                    "org.milterflux.filter.footer",
                    List.of("org.milterflux.api", "org.apache.james.mime4j", "org.jsoup", "reactor.core", "org.slf4j")),
            Map.entry(
                    "org.milterflux.filter.milter",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.protocol",
                            "reactor.core",
                            "org.reactivestreams",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry(
                    "org.milterflux.filter.rspamd",
                    List.of("org.milterflux.api", "org.milterflux.engine", "tools.jackson", "org.slf4j")),
            Map.entry(
                    "org.milterflux.filter.spamassassin",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.engine",
                            "reactor.core",
                            "org.reactivestreams",
                            "org.slf4j")),
            Map.entry("org.milterflux.filter.", List.of("org.milterflux.api", "reactor.core", "org.slf4j")),
            Map.entry("org.milterflux.files", List.of("org.milterflux.api", "org.slf4j", "org.osgi.")),
            Map.entry(
                    "org.milterflux.filter.rules",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.files",
                            "org.apache.james.mime4j",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry(
                    "org.milterflux.filter.script",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.files",
                            "groovy.",
                            "org.codehaus.groovy.",
                            "org.apache.james.mime4j",
                            "inet.ipaddr",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry(
                    "org.milterflux.condition",
                    List.of("org.milterflux.core.condition", "inet.ipaddr", "sun.misc", "javax.")),
            Map.entry(
                    "org.milterflux.console",
                    List.of(
                            "org.milterflux.core.management",
                            "org.milterflux.deployer",
                            "org.apache.felix.service.command",
                            "tools.jackson.databind",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry(
                    "org.milterflux.deployer",
                    List.of(
                            "org.milterflux.api",
                            "org.milterflux.core.management",
                            "tools.jackson",
                            "javax.xml.stream",
                            "org.slf4j",
                            "org.osgi.")),
            Map.entry("org.milterflux.logging", List.of("org.slf4j", "ch.qos.logback", "org.osgi.")));

    private static final Map<String, List<String>> EXPORTS = Map.of(
            "org.milterflux.api", List.of("org.milterflux.api", "org.milterflux.api.result"),
            "org.milterflux.protocol", List.of("org.milterflux.protocol", "org.milterflux.protocol.spi"),
            "org.milterflux.core", List.of("org.milterflux.core.condition", "org.milterflux.core.management"),
            "org.milterflux.engine", List.of("org.milterflux.engine"),
            "org.milterflux.deployer", List.of("org.milterflux.deployer"),
            "org.milterflux.files", List.of("org.milterflux.files"));

    record Bundle(String name, Parameters imports, Parameters exports) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bundle> bundles() throws Exception {
        Path ours = MilterfluxSetup.distribution().resolve("system/org/milterflux");
        try (Stream<Path> files = Files.walk(ours)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(ArchitectureIT::bundle)
                    .toList();
        }
    }

    private static Bundle bundle(Path file) {
        try (Jar jar = new Jar(file.toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            return new Bundle(
                    manifest.getValue("Bundle-SymbolicName"),
                    new Parameters(manifest.getValue("Import-Package")),
                    new Parameters(manifest.getValue("Export-Package")));
        } catch (Exception e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void importsWhatTheMapAllows(Bundle bundle) {
        List<String> allowed = IMPORTS.entrySet().stream()
                .filter(entry -> bundle.name().startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError(bundle + " is not on the map"));
        assertThat(bundle.imports().keyList())
                .filteredOn(name -> !name.startsWith("java."))
                .filteredOn(name -> !bundle.exports().containsKey(name))
                .allMatch(name -> allowed.stream().anyMatch(name::startsWith), "allowed: " + allowed);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void exportsWhatTheMapShows(Bundle bundle) {
        assertThat(bundle.exports().keyList())
                .containsExactlyInAnyOrderElementsOf(EXPORTS.getOrDefault(bundle.name(), List.of()));
    }
}
