package org.milterflux.filter.script.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.Verdict;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;

/** The scripts that the distribution ships, as they are shipped. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../../runtime/distribution/src/main/files/examples");

    @TempDir
    private Path logs;

    private Object filter(String name, Map<String, ?> settings) throws Exception {
        String file = name + ".groovy";
        return Scripts.load(new GroovyLanguage(logs), file, Files.readString(EXAMPLES.resolve(file)), settings)
                .service();
    }

    private Decision decide(String name, TestMessage message) throws Exception {
        return ((MessageFilter) filter(name, Map.of())).onMessage(message);
    }

    private static TestMessage from(String address) throws Exception {
        return TestMessage.plain("Hi\r\n")
                .withConnection(TestConnection.from("client.example", InetAddress.getByName(address)));
    }

    @Test
    void externalTag() throws Exception {
        TestMessage outside = from("198.51.100.1").withHeader("Subject", "Hello");
        assertThat(decide("external-tag", outside))
                .isEqualTo(Decision.edit(
                        Edit.changeHeader(outside.headers().fields().get(0), "[EXT] Hello")));
        assertThat(decide("external-tag", outside.withMacro("auth_authen", "ann")))
                .isEqualTo(Verdict.pass());
        assertThat(decide("external-tag", from("192.0.2.1").withHeader("Subject", "Hello")))
                .isEqualTo(Verdict.pass());
        assertThat(decide("external-tag", from("198.51.100.1").withHeader("Subject", "[EXT] Hello")))
                .isEqualTo(Verdict.pass());
    }

    @Test
    void blockAttachments() throws Exception {
        TestMessage message = TestMessage.plain("""
                        --b
                        Content-Type: text/plain

                        Look at this.
                        --b
                        Content-Type: message/rfc822

                        Subject: forwarded
                        Content-Type: application/octet-stream; name*0="inv"; name*1="oice.EXE. "

                        MZ
                        --b--
                        """.replace("\n", "\r\n"))
                .withHeader("Content-Type", "multipart/mixed;\n boundary=b");
        assertThat(decide("block-attachments", message))
                .isEqualTo(Verdict.reject("5.7.1", "We do not take .exe files"));
        MessageFilter others = (MessageFilter) filter("block-attachments", Map.of("extension", "iso"));
        assertThat(others.onMessage(message)).isEqualTo(Verdict.pass());
        assertThat(decide("block-attachments", TestMessage.plain("Hi\r\n"))).isEqualTo(Verdict.pass());
    }

    @Test
    void domainFooter() throws Exception {
        TestMessage message = TestMessage.plain("Hi").withSender("ann@EXAMPLE.com");
        assertThat(decide("domain-footer", message))
                .isEqualTo(Decision.edit(Edit.appendToBody("\r\n-- \r\nAcme Inc., Boston\r\n".getBytes(US_ASCII))));
        assertThat(decide("domain-footer", message.withSender(""))).isEqualTo(Verdict.pass());
        assertThat(decide(
                        "domain-footer",
                        TestMessage.plain("Acme Inc., Boston\r\n").withSender("a@example.com")))
                .isEqualTo(Verdict.pass());
    }

    @Test
    void rewriteRecipient() throws Exception {
        TestMessage message =
                TestMessage.plain("").withRecipient("Ann@Old.Example.org").withRecipient("bob@example.org");
        assertThat(decide("rewrite-recipient", message))
                .isEqualTo(Decision.edit(
                        Edit.deleteRecipient("Ann@Old.Example.org"), Edit.addRecipient("Ann@example.org")));
    }

    @Test
    void greylist() throws Exception {
        RecipientFilter filter = (RecipientFilter) filter("greylist", Map.of());
        Recipient bob = new Recipient("bob@example.org", java.util.List.of());
        Verdict later = Verdict.tempfail("4.7.1", "Greylisted, please try again in five minutes");
        assertThat(filter.onRecipient(from("198.51.100.1"), bob)).isEqualTo(later);
        assertThat(filter.onRecipient(from("198.51.100.2"), bob)).isEqualTo(later);
        assertThat(filter.onRecipient(from("127.0.0.1"), bob)).isEqualTo(Verdict.accept());
        TestMessage spared = from("198.51.100.1");
        spared.attributes().put(org.milterflux.api.Key.of("greylist", String.class), "no");
        assertThat(filter.onRecipient(spared, bob)).isEqualTo(Verdict.pass());
    }

    @Test
    void logToFile() throws Exception {
        TestMessage message = from("198.51.100.1")
                .withHeader("Subject", "=?utf-8?q?forged=0Aline?=")
                .withRecipient("bob@example.org")
                .withMacro("i", "4Q1");
        assertThat(decide("log-to-file", message)).isEqualTo(Verdict.pass());
        assertThat(Files.readAllLines(logs.resolve("messages.log")))
                .singleElement()
                .asString()
                .endsWith(" 4Q1 198.51.100.1 <sender@example.org> <bob@example.org> 4 forged?line");
    }
}
