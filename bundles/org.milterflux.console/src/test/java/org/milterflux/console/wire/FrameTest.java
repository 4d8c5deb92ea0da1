package org.milterflux.console.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    @TempDir
    Path directory;

    @Test
    void isLetterLengthAndText() {
        assertThat(wire(Frame.of(Frame.Kind.COMMAND, "lb"))).isEqualTo("C\0\0\0\2lb");
        assertThat(wire(Frame.exit(1))).isEqualTo("X\0\0\0\0011");
    }

    @Test
    void comesBackAsItWas() throws IOException {
        assertThat(read("E\0\0\0\3abc").text()).isEqualTo("abc");
        assertThat(read("X\0\0\0\0011").status()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"E", "E\0\0", "E\0\0\0\3ab"})
    void isRefusedWhenCutShort(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q\0\0\0\0", "O\0\u0010\0\1", "O\u00FF\u00FF\u00FF\u00FF"})
    void isRefusedWhenUnknownOrTooLong(String bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class)
                .hasMessageContaining("console frame");
    }

    private static String wire(Frame frame) {
        return ISO_8859_1.decode(frame.encoded()).toString();
    }

    private Frame read(String bytes) throws IOException {
        Path file = directory.resolve("s");
        Files.deleteIfExists(file);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            try (SocketChannel writer = SocketChannel.open(address)) {
                writer.write(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
            }
            try (FrameChannel channel = new FrameChannel(server.accept())) {
                return channel.read().orElseThrow();
            }
        }
    }
}
