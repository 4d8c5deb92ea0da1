package org.milterflux.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.JavaHomes;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** The class-data archive, in a distribution of its own. */
class ClassArchiveIT {

    private static final String OF_THE_ARCHIVE = "source: shared objects file (top)";

    private PrivateDirectory place;

    @BeforeEach
    void unpack() throws IOException {
        place = PrivateDirectory.create();
        copy(MilterfluxSetup.distribution(), place.path().resolve("milterflux"));
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    /** Bundles' own class loaders define them, which only few ways of archiving mind. */
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void hasTheClassesOfBundles(int release) throws Exception {
        make(release);
        assertThat(started(release, "milterflux"))
                .anyMatch(line -> line.contains(" org.milterflux.launcher.Milterflux " + OF_THE_ARCHIVE))
                .anyMatch(line ->
                        line.contains(" org.milterflux.core.internal.component.CoreComponent " + OF_THE_ARCHIVE))
                .anyMatch(line -> line.contains(" io.netty.buffer.ByteBuf " + OF_THE_ARCHIVE))
                // Loaded only to be compared with others.
                .anyMatch(line -> line.contains(" reactor.core.publisher.MonoExpand " + OF_THE_ARCHIVE))
                // SPI Fly would rewrite it.
                .anyMatch(line -> line.contains(" ch.qos.logback.classic.Logger " + OF_THE_ARCHIVE))
                // SPI Fly reads with it what it rewrites.
                .noneMatch(line -> line.contains(" org.objectweb.asm.ClassReader "))
                .noneMatch(line -> line.contains(" picocli.CommandLine "));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void countsForNothingWithOtherJars(int release) throws Exception {
        Path archive = make(release);
        try (Stream<Path> jars = Files.list(archive.resolveSibling(""))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
            }
        }
        assertThat(started(release, "milterflux")).noneMatch(line -> line.contains(OF_THE_ARCHIVE));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void doesNoHarmElsewhere(int release) throws Exception {
        make(release);
        Files.move(place.path().resolve("milterflux"), place.path().resolve("moved"));
        assertThat(started(release, "moved")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void doesNoHarmWhenItIsNone(int release) throws Exception {
        Path archive = make(release);
        Files.delete(archive);
        Files.writeString(archive, "nothing that Java knows");
        assertThat(started(release, "milterflux")).noneMatch(line -> line.contains(OF_THE_ARCHIVE));
    }

    /** The classes that a start loads, which says nothing that it would not say without an archive. */
    private List<String> started(int release, String name) throws Exception {
        int port = Ports.free();
        Path loaded = place.path().resolve("loaded.txt");
        try (MilterfluxInstance runtime = MilterfluxSetup.empty()
                .distribution(place.path().resolve(name))
                .javaHome(home(release))
                .javaOptions("-XX:+UseSerialGC -Xmx128m -Xlog:class+load:file=" + loaded)
                .options("--listen", "inet:" + port + "@127.0.0.1")
                .start()) {
            MilterSocket.greeted(port).close();
            assertThat(runtime.stop()).isZero();
            assertThat(runtime.output()).doesNotContain("WARNING", "ERROR", "[warning]", "[error]");
        }
        return Files.readAllLines(loaded);
    }

    private Path make(int release) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        place.path().resolve("milterflux/bin/milterflux").toString(), "archive")
                .redirectErrorStream(true);
        command.environment().put("JAVA_HOME", home(release).toString());
        Process making = command.start();
        String said = new String(making.getInputStream().readAllBytes(), UTF_8);
        assertThat(making.waitFor()).as(said).isZero();
        return Path.of(said.strip().substring("made ".length()));
    }

    private static Path home(int release) {
        Optional<Path> home = JavaHomes.ofRelease(release);
        assumeTrue(home.isPresent(), () -> "There is no JDK " + release + " on this machine");
        return home.orElseThrow();
    }

    /** Without what an instance or a build has left there. */
    private static void copy(Path distribution, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(distribution)) {
            for (Path path : tree.filter(path -> !isLeftBehind(distribution.relativize(path)))
                    .toList()) {
                Files.copy(path, target.resolve(distribution.relativize(path).toString()));
            }
        }
    }

    private static boolean isLeftBehind(Path path) {
        return path.startsWith("data")
                || path.startsWith("logs")
                || path.toString().endsWith(".jsa");
    }
}
