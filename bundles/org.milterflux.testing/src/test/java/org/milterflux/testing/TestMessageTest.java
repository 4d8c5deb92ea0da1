package org.milterflux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Key;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;

class TestMessageTest {

    @Test
    void showsWhatItWasGiven() {
        TestMessage message = TestMessage.plain("Grüße\r\n")
                .withSender("a@example.org", "SIZE=9")
                .withRecipient("b@example.org", "NOTIFY=NEVER")
                .withRecipient("c@example.net")
                .withHeader("Subject", "Hi");

        assertThat(message.sender()).isEqualTo(new Sender("a@example.org", List.of("SIZE=9")));
        assertThat(message.recipients())
                .containsExactly(
                        new Recipient("b@example.org", List.of("NOTIFY=NEVER")),
                        new Recipient("c@example.net", List.of()));
        assertThat(message.headers().value("subject")).contains("Hi");
        assertThat(message.body()).hasToString("Grüße\r\n");
        assertThat(message.body().size()).isEqualTo(9);
        assertThat(message.isPlainText()).isTrue();
    }

    @Test
    void keepsTheHandlesOfItsFields() {
        TestMessage message = TestMessage.plain("").withHeader("X", "1");
        HeaderField field = message.headers().first("X").orElseThrow();
        assertThat(message.withHeader("Y", "2").headers()).contains(field);
    }

    @Test
    void seesMacrosOfMessageAndConnection() {
        TestConnection connection = TestConnection.from("mx.example.org", InetAddress.getLoopbackAddress())
                .withHelo("mx")
                .withMacro("j", "here")
                .withMacro("{i}", "of the connection");
        TestMessage message = TestMessage.plain("")
                .withConnection(connection)
                .withMacro("i", "4Q1")
                .withMacro("{mail_addr}", "a");

        assertThat(message.queueId()).contains("4Q1");
        assertThat(message.macro("mail_addr")).contains("a");
        assertThat(message.macro("{j}")).contains("here");
        assertThat(message.macro("none")).isEmpty();
        assertThat(message.connection().helo()).contains("mx");
    }

    @Test
    void sharesAttributesByKey() {
        Key<Integer> score = Key.of("score", Integer.class);
        Key<Integer> other = Key.of("score", Integer.class);
        TestMessage message = TestMessage.plain("");

        assertThat(message.attributes().computeIfAbsent(score, () -> 1)).isEqualTo(1);
        assertThat(message.attributes().computeIfAbsent(score, () -> 2)).isEqualTo(1);
        message.attributes().put(score, 3);
        assertThat(message.attributes().get(score)).contains(3);
        assertThat(message.attributes().get(other)).isEmpty();
    }
}
