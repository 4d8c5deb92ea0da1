package org.milterflux.launcher.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.launcher.Layout;

/** One deployed bundle that describes itself as bnd would write it, and files that are right or wrong about it. */
class ConfigurationCheckTest {

    private static final String METATYPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="footer" name="Footer">
                <AD id="text" type="String" name="Text" description="what to append"/>
                <AD id="note" type="String" name="Note" default=""/>
                <AD id="maxBytes" type="Long" name="Bytes" min="1" max="1000" default="10"/>
                <AD id="early" type="Boolean" name="Early" default="false"/>
                <AD id="failure" type="String" name="Failure" default="tempfail">
                  <Option label="tempfail" value="tempfail"/>
                  <Option label="accept" value="accept"/>
                </AD>
                <AD id="rules" type="String" name="Rules" cardinality="2147483647"/>
                <AD id="kinds" type="String" name="Kinds" cardinality="2147483647">
                  <Option label="add" value="add"/>
                </AD>
              </OCD>
              <OCD id="listener" name="Listener">
                <AD id="socket" type="String" name="Socket" default=""/>
              </OCD>
              <Designate pid="org.milterflux.filter.footer"><Object ocdref="footer"/></Designate>
              <Designate factoryPid="org.milterflux.listener"><Object ocdref="listener"/></Designate>
            </metatype:MetaData>
            """;

    private static final String FOOTER = "org.milterflux.filter.footer.config";

    @TempDir
    Path home;

    private Layout layout;

    @BeforeEach
    void install() throws IOException {
        layout = new Layout(
                home, home.resolve("conf"), home.resolve("data"), home.resolve("deploy"), home.resolve("logs"));
        Files.createDirectories(layout.features());
        Files.createDirectories(layout.conf());
        Files.createDirectories(layout.deploy());
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(layout.deploy().resolve("footer.jar")))) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/metatype/footer.xml"));
            jar.write(METATYPE.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Stream<String> rightOnes() {
        return Stream.of(
                "text=\"x\"\n",
                "text=x\nmaxBytes=20\n",
                "# comment\ntext=\"a, b\"\nrules=[ \\\n  \"a, b\", \\\n  \"c\", \\\n  ]\n",
                "text=\"x\"\nnote=\"\"\nmaxBytes=L\"1000\"\nearly=B\"true\"\nfailure=\"accept\"\n",
                "text=\"${org.milterflux.data}\"\nservice.ranking=I\"20\"\n");
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void findsNothing(String text) throws IOException {
        conf(FOOTER, text);
        assertThat(check().findings()).isEmpty();
        assertThat(check().files()).isOne();
    }

    static Stream<Arguments> wrongOnes() {
        return Stream.of(
                arguments("text=\"x\"\nmaxByte=L\"5\"\n", ":2: there is no key maxByte", "perhaps maxBytes was meant"),
                arguments("text=\"x\"\ncolour=\"red\"\n", ":2: there is no key colour", "known are early, failure,"),
                arguments("note=\"y\"\n", ": the key text is missing", "add text=\"…\": what to append"),
                arguments(
                        "text=\"x\"\nmaxBytes=\"ten\"\n",
                        ":2: maxBytes=\"ten\" does not fit",
                        "a whole number, as in L\"5\""),
                arguments(
                        "text=\"x\"\n\nmaxBytes=L\"0\"\n",
                        ":3: maxBytes=\"0\" does not fit",
                        "at least 1, at most 1000"),
                arguments("text=\"x\"\nmaxBytes=L\"1001\"\n", "maxBytes=\"1001\"", "at most 1000"),
                arguments("text=\"x\"\nearly=\"yes\"\n", "early=\"yes\"", "B\"true\" or B\"false\""),
                arguments("text=\"x\"\nfailure=\"ignore\"\n", "failure=\"ignore\"", "one of tempfail, accept"),
                arguments("text=[ \"x\", \"y\" ]\n", "text=[\"x\",\"y\"] does not fit", "one value, not a list"),
                arguments("text=\"x\"\nkinds=[ \"add\", \"fly\" ]\n", ":2: kinds=[\"add\",\"fly\"] does", "one of add"),
                arguments("text=\"x\"\nservice.ranking=\"20\"\n", "service.ranking is not an Integer", "I\"10\""),
                arguments("text=\"x\"\nmaxBytes=L\"abc\"\n", "a number that is none", "write digits"),
                arguments("text=\"x\"\nnote=y\n", ":2: note=y is not in the typed syntax", "write note=\"…\""),
                arguments("text=\"x\nnote=\"y\"\n", ":1: text=\"x is not in the typed syntax", "write text=\"…\""));
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void names(String text, String problem, String remedy) throws IOException {
        conf(FOOTER, text);
        assertThat(check().findings())
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .startsWith(layout.conf().resolve(FOOTER).toString())
                .contains(problem, remedy);
    }

    static Stream<Arguments> wrongNames() {
        return Stream.of(
                arguments(
                        "org.milterflux.filter.foter.config",
                        "no bundle",
                        "perhaps org.milterflux.filter.footer was meant"),
                arguments("org.milterflux.listener.config", "has no name", "org.milterflux.listener-NAME.config"),
                arguments("org.milterflux.listener~a.config", "has ~ in its name", "PID-NAME.config"));
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void namesTheFile(String file, String problem, String remedy) throws IOException {
        conf(file, "socket=\"inet:0@127.0.0.1\"\n");
        assertThat(check().findings())
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .contains(file, problem, remedy);
    }

    @Test
    void leavesForeignConfigurationsAndFilesAlone() throws IOException {
        conf("com.acme.thing.config", "anything=\"goes\"\n");
        conf("logback.xml", "<configuration/>");
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void findsTextThatIsNotUtf8() throws IOException {
        Files.write(layout.conf().resolve(FOOTER), new byte[] {'t', '=', '"', (byte) 0xFC, '"'});
        assertThat(check().findings()).extracting(Finding::problem).containsExactly("is not UTF-8");
    }

    @Test
    void findsAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String socket = "inet:" + taken.getLocalPort() + "@127.0.0.1";
            listener("a", socket);
            assertThat(check().findings())
                    .singleElement()
                    .extracting(Finding::toString)
                    .asString()
                    .contains(socket + " cannot be opened: Address already in use", "choose another port");
            assertThat(ConfigurationCheck.of(layout, List.of(socket)).findings())
                    .as("held by the instance itself")
                    .isEmpty();
        }
    }

    @Test
    void findsALiveUnixSocketButNotAStaleOne() throws IOException {
        Path socket = home.resolve("m");
        listener("a", "unix:" + socket);
        try (ServerSocketChannel taken = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            taken.bind(UnixDomainSocketAddress.of(socket));
            assertThat(check().findings())
                    .extracting(Finding::problem)
                    .singleElement()
                    .asString()
                    .contains("another process");
        }
        assertThat(socket).exists();
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void findsAMissingDirectoryOfASocket() throws IOException {
        listener("a", "unix:" + home.resolve("nowhere/m"));
        assertThat(check().findings())
                .extracting(Finding::problem)
                .singleElement()
                .asString()
                .contains("no directory");
    }

    @Test
    void findsASocketOfTwoListeners() throws IOException {
        listener("a", "unix:" + home.resolve("m"));
        listener("b", "local:" + home.resolve("m"));
        assertThat(check().findings())
                .extracting(Finding::problem)
                .singleElement()
                .asString()
                .contains("is that of org.milterflux.listener-a.config too");
    }

    @Test
    void findsWhatIsNoSocket() throws IOException {
        listener("a", "tcp:8891");
        conf("org.milterflux.listener-b.config", "socket=\"\"\n");
        assertThat(check().findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.line()).isOne());
    }

    @Test
    void findsAListenerWithoutASocket() throws IOException {
        conf("org.milterflux.listener-a.config", "# nothing yet\n");
        assertThat(check().findings()).extracting(Finding::problem).containsExactly("has no socket");
    }

    @Test
    void findsAMissingBundle() throws IOException {
        Files.writeString(
                layout.features().resolve("a.json"),
                "{\"feature-resource-version\": \"1.0\", \"id\": \"x:a:1\", \"bundles\": [{\"id\": \"x:y:1\"}]}");
        assertThat(check().findings())
                .extracting(Finding::file)
                .containsExactly(layout.system().resolve("x/y/1/y-1.jar"));
    }

    @Test
    void saysWhenThereIsNoConfigurationAtAll() throws IOException {
        Files.delete(layout.conf());
        assertThatThrownBy(this::check).isInstanceOf(IOException.class).hasMessageContaining("--conf");
    }

    private ConfigurationCheck check() throws IOException {
        return ConfigurationCheck.of(layout, List.of());
    }

    private void listener(String name, String socket) throws IOException {
        conf("org.milterflux.listener-" + name + ".config", "socket=\"" + socket + "\"\n");
    }

    private void conf(String file, String text) throws IOException {
        Files.writeString(layout.conf().resolve(file), text);
    }
}
