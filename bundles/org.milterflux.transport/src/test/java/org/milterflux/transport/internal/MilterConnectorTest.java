package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@EnumSource
@ExtendWith(NoLeaks.class)
class MilterConnectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Network network;
    private final MilterConnector connector;

    MilterConnectorTest(Kind kind) {
        network = kind.network();
        connector = new MilterConnector(network);
    }

    @AfterEach
    void stop() {
        network.stop();
    }

    private MilterConnection connect(SocketSpec milter) {
        return connector.connect(milter, PATIENCE).blockOptional(PATIENCE).orElseThrow();
    }

    private static Flux<Reply> replies(MilterConnection connection) {
        return Flux.from(connection.replies());
    }

    private static Mono<Void> send(MilterConnection connection, Command... commands) {
        return Mono.from(connection.send(List.of(commands)));
    }

    @Nested
    class WithOurOwnListener {

        private final Echo echo = new Echo();

        private void talk(String socket) throws Exception {
            Listener listener = Listener.open(network, "test", echo, new TestSettings(socket).build());
            MilterConnection connection = connect(listener.socket());
            Helo helo = new Helo("mx.example.org");
            Macros macros = Macros.before(CommandCode.HELO, Map.of("i", "4711"));
            StepVerifier.create(replies(connection))
                    .then(() -> send(connection, OptionNegotiation.offer(6)).subscribe())
                    .expectNextMatches(OptionNegotiation.class::isInstance)
                    .then(() -> send(connection, macros, helo).subscribe())
                    .expectNext(new Continue())
                    .then(() -> send(connection, new Quit()).subscribe())
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(echo.commands).containsExactly(OptionNegotiation.offer(6), macros, helo, new Quit());
            listener.close();
        }

        @Test
        void talksOverTcp() throws Exception {
            talk("inet:0@localhost");
        }

        @Test
        void talksOverTcp6() throws Exception {
            talk("inet6:0@::1");
        }

        @Test
        void talksOverAUnixSocket() throws Exception {
            talk("unix:" + directory.resolve("m.sock"));
        }
    }

    @Nested
    class WithAStranger {

        private final ServerSocket server;

        WithAStranger() throws IOException {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }

        @AfterEach
        void close() throws IOException {
            server.close();
        }

        private SocketSpec socket() {
            return new SocketSpec.Inet("127.0.0.1", server.getLocalPort(), false);
        }

        private void sends(int... bytes) {
            try (Socket client = server.accept()) {
                for (int b : bytes) {
                    client.getOutputStream().write(b);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void seesItClose() {
            MilterConnection connection = connect(socket());
            StepVerifier.create(replies(connection))
                    .then(() -> sends(0, 0, 0, 1, 'c'))
                    .expectNext(new Continue())
                    .expectComplete()
                    .verify(PATIENCE);
            StepVerifier.create(send(connection, new Quit()))
                    .expectError(IOException.class)
                    .verify(PATIENCE);
        }

        @Test
        void refusesWhatIsNoReply() {
            MilterConnection connection = connect(socket());
            StepVerifier.create(replies(connection))
                    .then(() -> sends(0, 0, 0, 1, 'Q'))
                    .expectError(ProtocolException.class)
                    .verify(PATIENCE);
        }

        @Test
        void boundsWhatItBelieves() {
            MilterConnection connection = connect(socket());
            StepVerifier.create(replies(connection))
                    .then(() -> sends(0x7F, 0xFF, 0xFF, 0xFF))
                    .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("beyond the limit"))
                    .verify(PATIENCE);
        }

        @Test
        void noticesACutPacket() {
            MilterConnection connection = connect(socket());
            StepVerifier.create(replies(connection))
                    .then(() -> sends(0, 0, 0, 9, 'h'))
                    .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("middle of a packet"))
                    .verify(PATIENCE);
        }

        @Test
        void closesWhenAskedTo() throws IOException {
            MilterConnection connection = connect(socket());
            try (Socket client = server.accept()) {
                connection.close();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            StepVerifier.create(replies(connection)).expectComplete().verify(PATIENCE);
        }

        @Test
        void namesTheSocketThatRefuses() throws IOException {
            SocketSpec socket = socket();
            server.close();
            StepVerifier.create(connector.connect(socket, PATIENCE))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining(socket.toString())
                            .hasMessageContaining("refused"))
                    .verify(PATIENCE);
        }

        @Test
        void saysSoWhenThereIsNoSocket() {
            SocketSpec nowhere = SocketSpec.parse("unix:" + directory.resolve("nowhere"));
            StepVerifier.create(connector.connect(nowhere, PATIENCE))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .hasMessageStartingWith("cannot connect to milter " + nowhere + ": ")
                            .hasMessageMatching("(?is).*: .*no such .*"))
                    .verify(PATIENCE);
        }
    }
}
