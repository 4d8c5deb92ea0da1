package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.protocol.SocketSpec;

@ParameterizedClass
@EnumSource
class SocketFileTest {

    @TempDir
    Path directory;

    private final Bench bench;
    private Path path = Path.of("/");

    SocketFileTest(Kind kind) {
        bench = new Bench(kind);
    }

    @BeforeEach
    void choosePath() {
        path = directory.resolve("m.sock");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private TestSettings settings() {
        return new TestSettings("unix:" + path);
    }

    private void serves() {
        MtaSocket.negotiated(new SocketSpec.Unix(path)).close();
    }

    private void expectRefusal(TestSettings settings, String... words) {
        assertThatThrownBy(() -> bench.open(new Echo(), settings))
                .isInstanceOf(ListenException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    private void leaveStaleSocket() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
    }

    @Test
    void replacesAStaleSocket() throws Exception {
        leaveStaleSocket();
        bench.open(new Echo(), settings());
        serves();
        assertThat(bench.log.all()).anyMatch(line -> line.startsWith("INFO removed " + path));
    }

    @Test
    void neverStealsALivingSocket() throws Exception {
        bench.open(new Echo(), settings());
        expectRefusal(settings(), "another process listens there already", "choose another path");
        serves();
        assertThat(directory.toFile().list()).containsExactly("m.sock");
    }

    @Test
    void neverStealsABusySocket() throws Exception {
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(path), 1);
            for (int full = 0; full < 3; full++) {
                expectRefusal(settings(), "another process listens there already");
            }
            assertThat(path).exists();
        }
    }

    @Test
    void leavesWhatIsNotASocketAlone() throws Exception {
        Files.writeString(path, "precious");
        expectRefusal(settings(), path + " is not a socket and is left alone");
        assertThat(path).hasContent("precious");
    }

    @Test
    void leavesALinkAlone() throws Exception {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Files.createSymbolicLink(path, target);
        expectRefusal(settings(), "is not a socket");
        assertThat(path).isSymbolicLink().hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "0660", "0666", "0770"})
    void hasItsMode(String mode) throws Exception {
        Listener listener = bench.listener(new Echo(), settings().mode(mode));
        assertThat(octal()).isEqualTo(mode);
        listener.change(settings().mode("0640").build());
        assertThat(octal()).isEqualTo("0640");
        serves();
    }

    private String octal() throws IOException {
        return String.format("%04o", (Integer) Files.getAttribute(path, "unix:mode") & 07777);
    }

    @Test
    void hasItsGroup() throws Exception {
        GroupPrincipal group =
                Files.readAttributes(directory, PosixFileAttributes.class).group();
        bench.open(new Echo(), settings().group(group.getName()));
        assertThat(Files.readAttributes(path, PosixFileAttributes.class).group())
                .isEqualTo(group);
    }

    @Test
    void saysWhenThereIsNoSuchGroup() {
        expectRefusal(settings().group("no-such-group"), "no group 'no-such-group'", "create it");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysWhenThereIsNoDirectory() {
        path = directory.resolve("missing/m.sock");
        expectRefusal(settings(), "there is no " + directory.resolve("missing"), "create");
    }

    @Test
    void saysWhenTheDirectoryIsNotWritable() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        expectRefusal(settings(), "may not write there");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void refusesADirectoryWhereAnybodyCouldReplaceIt() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        expectRefusal(settings(), "anybody may replace files in " + directory, "chmod o-w");
    }

    @Test
    void refusesAPathTheSystemCannotTake() {
        path = directory.resolve("x".repeat(108));
        expectRefusal(settings(), "the path of a Unix socket can have 102 bytes");
    }

    @Test
    void leavesAnothersSocketWhenItStops() throws Exception {
        Listener listener = bench.listener(new Echo(), settings());
        Files.delete(path);
        leaveStaleSocket();
        listener.close();
        assertThat(path).exists();
    }
}
