package org.milterflux.itests.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.milterflux.itests.Ports;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** Files in {@code deploy/} that are filters, while mail flows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int EDITS = 6;
    private static final Pattern STAMP = Pattern.compile("hX-Stamp\0 (\\d+)\0");
    private static final Pattern LOADERS = Pattern.compile(
            "(?m)^ *\\d+: +(\\d+) +\\d+ +groovy\\.lang\\.GroovyClassLoader(?:\\$InnerLoader)?(?: .*)?$");

    private final int port = Ports.free();
    private List<Path> examples = List.of();
    private MilterfluxInstance runtime;

    @BeforeAll
    void start() throws Exception {
        MilterfluxSetup setup = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.policy-endless.config", "filter=\"endless\"", "timeoutSeconds=I\"1\"");
        try (Stream<Path> files = Files.list(MilterfluxSetup.distribution().resolve("examples"))) {
            examples = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path example : examples) {
            setup.deploy(example);
        }
        runtime = setup.start();
    }

    @AfterAll
    void stop() throws IOException {
        runtime.close();
    }

    private void deploy(String name, String text) throws IOException {
        Path draft = Files.writeString(runtime.path("deploy/.draft"), text);
        Files.move(draft, runtime.path("deploy/" + name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void remove(String name) throws IOException {
        Files.delete(runtime.path("deploy/" + name));
    }

    private static String stamp(int version) {
        return "onMessage { addHeader 'X-Stamp', '" + version + "' }";
    }

    private List<String> message(String... fields) throws IOException {
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            return socket.message("Hi\r\n", fields);
        }
    }

    private void awaitAnswers(String... answers) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(message()).containsExactly(answers));
    }

    @Test
    void examplesStandBeforeAListenerOpens() {
        String beforeItOpens = runtime.log().split("accepts on", 2)[0];
        assertThat(examples)
                .hasSize(6)
                .allSatisfy(example -> assertThat(beforeItOpens)
                        .contains(" is " + runtime.path("deploy").resolve(example.getFileName()) + " (sha256 "));
        assertThat(beforeItOpens).doesNotContain("WARN  Member");
    }

    @Test
    void everyMessageMeetsExactlyOneVersion() throws Exception {
        deploy("stamp.groovy", stamp(0));
        awaitAnswers("hX-Stamp\0 0\0", "c");
        List<List<List<String>>> connections;
        try (Sender sender = new Sender(port, 4)) {
            for (int version = 1; version <= EDITS; version++) {
                deploy("stamp.groovy", stamp(version));
                awaitAnswers("hX-Stamp\0 " + version + "\0", "c");
            }
            connections = sender.end();
        }
        assertThat(connections).hasSize(4).allSatisfy(ScriptIT::isStampedInOrder);

        deploy("stamp.groovy", "onMessage {\n    addHeadr 'X-Stamp', 'broken'\n}");
        runtime.awaitLog(
                Pattern.compile("WARN .*filter stamp: stamp\\.groovy:2:5: Cannot find matching method .*addHeadr"
                        + ".*; the version before it stays in force"));
        assertThat(message()).containsExactly("hX-Stamp\0 " + EDITS + "\0", "c");

        remove("stamp.groovy");
        awaitAnswers("c");
        awaitLoaders();
    }

    private static void isStampedInOrder(List<List<String>> messages) {
        assertThat(messages).isNotEmpty();
        int last = 0;
        for (List<String> answers : messages) {
            assertThat(answers).hasSize(2).endsWith("c");
            Matcher stamp = STAMP.matcher(answers.get(0));
            assertThat(stamp.matches()).as(answers.get(0)).isTrue();
            int version = Integer.parseInt(stamp.group(1));
            assertThat(version).isGreaterThanOrEqualTo(last);
            last = version;
        }
        assertThat(last).isGreaterThan(0);
    }

    /** Each version has two class loaders of Groovy's: the examples' may be there, and at most one version more. */
    private void awaitLoaders() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(loaders()).isBetween(2L * examples.size(), 2L * (examples.size() + 1)));
    }

    private long loaders() throws IOException {
        jcmd("GC.run");
        return LOADERS.matcher(jcmd("GC.class_histogram"))
                .results()
                .mapToLong(row -> Long.parseLong(row.group(1)))
                .sum();
    }

    private String jcmd(String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(runtime.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aScriptWithoutEndIsStoppedAndHoldsUpNobody() throws Exception {
        deploy("endless.groovy", "onMessage { if (hasHeader('X-Loop')) while (true) { } }");
        runtime.awaitLog("filter endless is ");
        try (MilterSocket looping = MilterSocket.greeted(port)) {
            assertThat(looping.message("Hi\r\n", "X-Loop: yes"))
                    .containsExactly("y451 4.7.1 Service unavailable - try again later\0");
            assertThat(looping.message("Hi\r\n")).endsWith("c");
        }
        runtime.awaitLog(Pattern.compile("WARN .*filter endless .*no answer within 1000 ms"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jcmd("Thread.print")).doesNotContain("endless.groovy"));
        remove("endless.groovy");
        runtime.awaitLog("filter endless leaves");
    }

    @Test
    void settingsComeFromItsConfiguration() throws Exception {
        runtime.configure("org.milterflux.filter.script-greet.config", "script=\"greet.txt\"", "values=\"word=Hello\"");
        runtime.awaitLog("filter greet: there is no file " + runtime.path("conf/greet.txt"));
        Files.writeString(
                runtime.path("conf/greet.txt"),
                "onMessage { if (hasHeader('X-Ask')) addHeader 'X-Word', settings.text('word') }");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(message("X-Ask: yes")).contains("hX-Word\0 Hello\0"));
        runtime.configure("org.milterflux.filter.script-greet.config", "script=\"greet.txt\"", "values=\"word=Bye\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(message("X-Ask: yes")).contains("hX-Word\0 Bye\0"));
        runtime.unconfigure("org.milterflux.filter.script-greet.config");
        runtime.awaitLog("filter greet leaves");
    }

    @Test
    void sieveIsAFilterLikeAScript() throws Exception {
        deploy(
                "rules.sieve",
                "require \"editheader\";\nif header \"x-ask\" \"sieve\" { addheader :last \"X-Sieve\" \"1\"; }\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(message("X-Ask: sieve")).contains("hX-Sieve\0 1\0"));
        deploy("rules.sieve", "if header \"x-ask\" \"sieve\" {\n    fileinto \"Junk\";\n}\n");
        runtime.awaitLog("filter rules: rules.sieve:2:5: there is no command fileinto here");
        assertThat(message("X-Ask: sieve")).contains("hX-Sieve\0 1\0");
        deploy("rules.sieve", "if header \"x-ask\" \"sieve\" { discard; }\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(message("X-Ask: sieve")).containsExactly("d"));
        remove("rules.sieve");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(message("X-Ask: sieve")).containsExactly("c"));
    }
}
