package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.SocketSpec;

@ExtendWith(NoLeaks.class)
class ListenerTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void servesEveryFamily(Kind kind) throws Exception {
        Network network = kind.network();
        for (String socket : new String[] {"inet:0@127.0.0.1", "inet6:0@::1", "unix:" + directory.resolve("m.sock")}) {
            Listener listener = Listener.open(network, "test", new Echo(), new TestSettings(socket).build());
            try (MtaSocket mta = MtaSocket.negotiated(listener.socket())) {
                assertThat(mta.send(new Helo("mx.example.org")).reply()).isEqualTo(new Continue());
                mta.send(new Quit()).expectClosed();
            }
            listener.close();
        }
        assertThat(directory).isEmptyDirectory();
        network.stop();
    }

    @ParameterizedTest
    @EnumSource
    void removesTheSocketFile(Kind kind) throws Exception {
        Network network = kind.network();
        Path path = directory.resolve("m.sock");
        Listener listener = Listener.open(network, "test", new Echo(), new TestSettings("unix:" + path).build());
        assertThat(directory.toFile().list()).containsExactly("m.sock");
        assertThat(listener.socket()).isEqualTo(new SocketSpec.Unix(path));
        listener.close();
        assertThat(path).doesNotExist();
        network.stop();
    }
}
