package org.milterflux.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.console.wire.ConsoleClient;

/** A real socket, a real Gogo, and commands of our own. */
class ConsoleServerTest {

    @TempDir
    Path directory;

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final Commands commands = new Commands();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ConsoleServer server;

    /** What the tests call. */
    public static final class Commands {

        private final CountDownLatch waiting = new CountDownLatch(1);
        private volatile boolean interrupted;

        public String greet(String name) {
            return "hello " + name;
        }

        public void print(int characters) {
            System.out.println("ü".repeat(characters));
        }

        public void fail() {
            throw new IllegalStateException("no such filter: footer");
        }

        public void failToLoad() {
            throw new NoClassDefFoundError("org/acme/Spam");
        }

        public String felix() {
            return "java.io.FileNotFoundException: /nowhere\n";
        }

        public String nothing() {
            return "";
        }

        public String words(
                CommandSession session,
                @Parameter(names = "--json", presentValue = "true", absentValue = "false") boolean json,
                String[] words) {
            return session.currentDir() + " " + json + " " + List.of(words);
        }

        public void hang() {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted = true;
            }
        }
    }

    @BeforeEach
    void listen() throws IOException {
        threadIo.start();
        CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
        for (String command :
                new String[] {"greet", "print", "fail", "failToLoad", "felix", "nothing", "words", "hang"}) {
            processor.addCommand("milter", commands, command);
        }
        server = ConsoleServer.listen(socket(), channel -> new Attachment(channel, processor));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        threadIo.stop();
    }

    @Test
    void isOpenToItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .as("nothing is left of the directory it was born in")
                    .containsExactly(socket());
        }
    }

    @Test
    void runsACommand() throws IOException {
        assertThat(run("greet world")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("hello world\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void saysNothingForAnEmptyResult() throws IOException {
        assertThat(run("nothing")).isZero();
        assertThat(out.size()).isZero();
    }

    @Test
    void carriesOutputOfManyFrames() throws IOException {
        assertThat(run("print 100001")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("ü".repeat(100_001) + "\n");
    }

    @Test
    void failsWithTheReasonOnStandardError() throws IOException {
        assertThat(run("fail")).isOne();
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).isEqualTo("no such filter: footer\n");
    }

    @Test
    void saysWhatIsLacking() throws IOException {
        assertThat(run("failToLoad")).isOne();
        assertThat(err.toString(UTF_8)).isEqualTo("java.lang.NoClassDefFoundError: org/acme/Spam\n");
    }

    @Test
    void failsForAnUnknownCommand() throws IOException {
        assertThat(run("nosuch")).isOne();
        assertThat(err.toString(UTF_8)).contains("nosuch");
    }

    @Test
    void failsForAFailureThatFelixReturnsAsText() throws IOException {
        assertThat(run("felix")).isOne();
        assertThat(err.toString(UTF_8)).isEqualTo("java.io.FileNotFoundException: /nowhere\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "words -> false []",
                "words --json a.jar ../b.jar -> true [a.jar, ../b.jar]",
                "words a.jar --json -> true [a.jar]",
                "words mvn:org.acme/spam/1.2-SNAPSHOT -> false [mvn:org.acme/spam/1.2-SNAPSHOT]",
                "words footer~x rank=-5 enabled= -> false [footer~x, rank=-5, enabled=]",
                "words f 'listeners=a,b' -> false [f, listeners=a,b]",
                "words f \"condition=size > 3 && a == 'b' || \\$x == \\\"c\\\"\" -> false [f, condition=size > 3 && a == 'b' || $x == \"c\"]"
            })
    void passesWordsAndTheClientsDirectory(String line, String seen) throws IOException {
        assertThat(run(line)).as(err.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(Path.of("").toAbsolutePath() + " " + seen + "\n");
    }

    @Test
    void keepsVariablesWithinAnAttachment() throws IOException {
        try (ConsoleClient client = ConsoleClient.attach(socket())) {
            client.run("who = world", print(new ByteArrayOutputStream()), print(err));
            client.run("greet $who", print(out), print(err));
        }
        assertThat(out.toString(UTF_8)).isEqualTo("hello world\n");
    }

    @Test
    void interruptsTheCommandOfAClientThatLeaves() throws Exception {
        ConsoleClient client = ConsoleClient.attach(socket());
        Thread waiter = new Thread(() -> runQuietly(client, "hang"));
        waiter.start();
        commands.waiting.await();
        client.close();
        await().until(() -> commands.interrupted);
        waiter.join();
    }

    @Test
    void endsAttachmentsWhenItCloses() throws IOException {
        try (ConsoleClient client = ConsoleClient.attach(socket())) {
            client.run("nothing", print(out), print(err));
            server.close();
            assertThatThrownBy(() -> client.run("nothing", print(out), print(err)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void replacesTheSocketOfADeadProcess() throws IOException {
        Path stale = directory.resolve("stale.sock");
        PrivateSocket.bind(stale).close();
        assertThat(stale).exists();
        PrivateSocket.bind(stale).close();
        assertThat(stale).exists();
    }

    @Test
    void explainsWhyItCannotListen() {
        Path deep = directory.resolve("d".repeat(120)).resolve("console.sock");
        assertThatThrownBy(() -> PrivateSocket.bind(deep)).isInstanceOf(IOException.class);
    }

    @Test
    void hangsUpOnGarbage() throws IOException {
        try (SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            raw.write(ByteBuffer.wrap("GET /".getBytes(UTF_8)));
            assertThat(raw.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThat(run("greet again")).isZero();
    }

    private int run(String command) throws IOException {
        try (ConsoleClient client = ConsoleClient.attach(socket())) {
            return client.run(command, print(out), print(err));
        }
    }

    private static void runQuietly(ConsoleClient client, String command) {
        try {
            client.run(command, System.out, System.err);
        } catch (IOException closed) {
            // That is the point of the test.
        }
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }

    private Path socket() {
        return directory.resolve("console.sock");
    }
}
