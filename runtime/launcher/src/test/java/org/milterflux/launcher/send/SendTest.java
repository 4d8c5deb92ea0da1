package org.milterflux.launcher.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.testing.Mta;
import org.milterflux.testing.TestMail;

class SendTest {

    private static final TestMail MAIL = TestMail.of("Subject: Hello\n\nHi\n");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void showsEventsEditsAndTheMessage() throws IOException {
        Map<CommandCode, List<Reply>> edits =
                Map.of(CommandCode.END_OF_MESSAGE, List.of(new AddHeader("X-Seen", "yes"), new Continue()));
        try (OneLineMilter milter = new OneLineMilter(edits)) {
            assertThat(submission().send(milter.socket(), Mta.POSTFIX, print())).isTrue();
        }
        assertThat(out.toString(UTF_8))
                .contains(
                        "> MAIL <a@example.org>\n    < continue\n",
                        "> HEADER Subject:Hello",
                        "    < addheader X-Seen: yes\n")
                .endsWith("\nfrom <a@example.org>\nto <b@example.org>\n\nSubject: Hello\r\nX-Seen: yes\r\n\r\nHi\r\n");
    }

    @Test
    void tellsWhereAMessageWasRefused() throws IOException {
        Map<CommandCode, List<Reply>> refusal = Map.of(CommandCode.MAIL, List.of(new ReplyCode("550 5.7.1 Not you")));
        try (OneLineMilter milter = new OneLineMilter(refusal)) {
            assertThat(submission().send(milter.socket(), Mta.SENDMAIL, print()))
                    .isFalse();
        }
        assertThat(out.toString(UTF_8))
                .contains("< reply 550 5.7.1 Not you")
                .endsWith("not delivered: decided at MAIL\n");
    }

    @Test
    void saysWhereADialogueWentOtherwise() throws IOException {
        Path file = Files.writeString(
                directory.resolve("d.txt"), "CONNECT client.example 192.0.2.1\nEXPECT reject\nQUIT\n");
        try (OneLineMilter milter = new OneLineMilter(Map.of())) {
            assertThatThrownBy(() -> new Dialogue(file).play(milter.socket(), print()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("d.txt", "2", "reject");
        }
        assertThat(out.toString(UTF_8)).contains("> CONNECT client.example 192.0.2.1");
    }

    private static Submission submission() {
        return new Submission("a@example.org", List.of("b@example.org"), MAIL);
    }

    private PrintStream print() {
        return new PrintStream(out, true, UTF_8);
    }
}
