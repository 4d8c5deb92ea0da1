package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.itests.Mails.bytes;
import static org.milterflux.itests.Mails.fields;
import static org.milterflux.itests.Mails.mail;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.filters.scripted.ScriptedFilter;
import org.milterflux.itests.mta.MailPath;
import org.milterflux.itests.mta.RealMtas;
import org.milterflux.itests.smtp.Delivery;
import org.milterflux.itests.smtp.SmtpClient;

/** What is delivered after a filter's edits, byte for byte, through a real MTA. */
@RealMtas
@ParameterizedClass
@MethodSource("paths")
class EditsMtaIT {

    private final MailPath path;

    EditsMtaIT(MailPath path) {
        this.path = path;
    }

    static Stream<MailPath> paths() throws Exception {
        return MailPath.overEveryRoute(ScriptedFilter.class);
    }

    private Delivery deliver(String mail) throws Exception {
        try (SmtpClient client = path.client()) {
            var reply = client.message(bytes(mail), "a@x.test", "b@y.test");
            assertThat(reply.code()).as(reply.toString()).isEqualTo(250);
        }
        return path.sink().take();
    }

    /** Bodies that a careless gateway damages. */
    static String[] bodies() {
        return new String[] {
            "",
            "Hi\r\n",
            "\r\n\r\n",
            ".\r\n..\r\n.dot\r\n",
            "caf\u00c3\u00a9 \u00ff\u0080\r\n",
            "x".repeat(980) + "\r\n",
            "a line of a megabyte\r\n".repeat(50_000),
        };
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyStaysAsItIs(String body) throws Exception {
        String mail = mail(body, "X-Folded: one", "\ttwo", "  three", "X-Empty:", "X-Tab:\tvalue");
        assertThat(deliver(mail).untraced()).isEqualTo(mail);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyIsAppendedTo(String body) throws Exception {
        String script = "X-Do: append The end";
        assertThat(deliver(mail(body, script)).untraced()).isEqualTo(mail(body + "The end\r\n", script));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyIsPrependedTo(String body) throws Exception {
        String script = "X-Do: prepend First";
        assertThat(deliver(mail(body, script)).untraced()).isEqualTo(mail("First\r\n" + body, script));
    }

    @Test
    void bodyIsReplaced() throws Exception {
        String script = "X-Do: replace-body New";
        assertThat(deliver(mail("Old\r\n", script)).untraced()).isEqualTo(mail("New\r\n", script));
    }

    @Test
    void bodyIsEmptied() throws Exception {
        String script = "X-Do: replace-body";
        assertThat(deliver(mail("Old\r\n", script)).untraced()).isEqualTo(mail("", script));
    }

    @Test
    void headerIsAddedAtTheEnd() throws Exception {
        String script = "X-Do: add X-New: yes";
        assertThat(deliver(mail("Hi\r\n", script)).untraced()).isEqualTo(mail("Hi\r\n", script, "X-New: yes"));
    }

    @Test
    void headerIsInsertedAboveReceived() throws Exception {
        String mail = mail("Hi\r\n", "X-Do: top X-New: yes");
        assertThat(deliver(mail).text()).startsWith("X-New: yes\r\nReceived: ");
    }

    @Test
    void headerIsInsertedBelowReceived() throws Exception {
        String mail = mail("Hi\r\n", "X-Do: below-received X-New: yes");
        assertThat(deliver(mail).untraced()).isEqualTo("X-New: yes\r\n" + mail);
    }

    @Test
    void headersAreInsertedAroundAnother() throws Exception {
        String mail = mail("Hi\r\n", "X-Do: before X-Above: 1", "X-Do: after X-Below: 2");
        assertThat(deliver(mail).untraced())
                .isEqualTo(mail.replace("Subject: Hello\r\n", fields("X-Above: 1", "Subject: Hello", "X-Below: 2")));
    }

    @Test
    void headerIsChangedInItsPlace() throws Exception {
        String mail = mail("Hi\r\n", "X-Do: change Subject: Bye");
        assertThat(deliver(mail).untraced()).isEqualTo(mail.replace("Subject: Hello", "Subject: Bye"));
    }

    @Test
    void headerIsDeleted() throws Exception {
        String mail = mail("Hi\r\n", "X-Do: delete X-Old", "X-Old: 1", "X-Kept: 2");
        assertThat(deliver(mail).untraced()).isEqualTo(mail.replace("X-Old: 1\r\n", ""));
    }

    @Test
    void recipientsAndSenderAreChanged() throws Exception {
        Delivery delivery = deliver(mail(
                "Hi\r\n", "X-Do: delete-recipient b@y.test", "X-Do: add-recipient c@y.test", "X-Do: sender s@x.test"));
        assertThat(delivery.mail()).contains(":<s@x.test>");
        assertThat(delivery.recipients()).singleElement().asString().contains(":<c@y.test>");
    }

    @Test
    void severalMessagesAndResetsShareOneSession() throws Exception {
        try (SmtpClient client = path.client()) {
            for (String name : new String[] {"one", "two", "three"}) {
                client.envelope("a@x.test", "dropped@y.test");
                client.content(bytes(mail("dropped\r\n", "X-Do: discard")));
                client.send("MAIL FROM:<reset@x.test>");
                client.send("RCPT TO:<reset@y.test>");
                client.send("RSET");
                client.message(bytes(mail(name + "\r\n", "X-Do: append The end")), "a@x.test", "b@y.test", "c@y.test");
                Delivery delivery = path.sink().take();
                assertThat(delivery.untraced()).isEqualTo(mail(name + "\r\nThe end\r\n", "X-Do: append The end"));
                assertThat(delivery.recipients()).hasSize(2);
            }
        }
    }
}
