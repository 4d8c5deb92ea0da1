package org.milterflux.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Everything that measures still works, and what it measures answers right. No time is looked at. */
class SmokeIT {

    private static final List<String> ROWS = List.of(
            "typical", "many-conns", "large", "serial", "open-rate", "chain", "idle", "memory", "start", "growth");
    private static final Path DOCUMENT = Path.of("target", "smoke.md");
    private static final Path LOG = Path.of("target", "smoke.log");

    @Test
    void comparesInEveryRow() throws Exception {
        requireTools();
        Process compare = new ProcessBuilder("./compare", "--quick", "--no-build", "--out", DOCUMENT.toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        assertThat(compare.waitFor(10, TimeUnit.MINUTES)).as("it ends").isTrue();
        assertThat(compare.exitValue()).as(Files.readString(LOG)).isZero();
        String document = Files.readString(DOCUMENT);
        assertThat(document).endsWith("0 errors: every reply and edit was right\n");
        assertThat(ROWS).allSatisfy(row -> assertThat(document).containsPattern("(?m)^### " + row + "\\b"));
    }

    @Test
    void runsEveryBenchmarkOnce() throws RunnerException {
        var once = new OptionsBuilder()
                .include("org\\.milterflux\\.benchmarks\\.micro\\.")
                .param("body", "10000")
                .param("fields", "10")
                .param("filters", "5")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        // Encode, decode, a chain, and edits for either MTA.
        assertThat(new Runner(once).run()).hasSize(5);
    }

    /** As with the mail servers of the scenarios: without them the test is skipped, unless they are said to be there. */
    private static void requireTools() {
        boolean there = Stream.of("python3", "gcc").allMatch(SmokeIT::isOnPath)
                && Files.exists(Path.of("/usr/include/libmilter/mfapi.h"));
        if ("required".equals(System.getProperty("mtas"))) {
            assertThat(there).as("python3, gcc and libmilter-dev are installed").isTrue();
        }
        assumeTrue(there, "needs python3, gcc and libmilter-dev");
    }

    private static boolean isOnPath(String tool) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin");
        return Stream.of(path.split(File.pathSeparator, -1)).anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
    }
}
