package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.itests.Mails.bytes;
import static org.milterflux.itests.Mails.mail;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.filters.scripted.ScriptedFilter;
import org.milterflux.itests.mta.MailPath;
import org.milterflux.itests.mta.RealMtas;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpReply;

/** What the SMTP client sees of a filter's verdicts, through a real MTA. */
@RealMtas
@ParameterizedClass
@MethodSource("paths")
class VerdictsMtaIT {

    private final MailPath path;

    VerdictsMtaIT(MailPath path) {
        this.path = path;
    }

    static Stream<MailPath> paths() throws Exception {
        return MailPath.overEveryRoute(ScriptedFilter.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    reject   | 550 5.7.1 Command rejected                      | 550 5.7.1 <>... Command rejected
                    tempfail | 451 4.7.1 Service unavailable - try again later | 451 4.3.2 Please try again later
                    custom   | 550 5.7.9 100% not wanted, says %s              | 550 5.7.9 <>... 100% not wanted, says %s
                    busy     | 451 4.7.8 Later                                 | 451 4.7.8 Later
                    lines    | 554-5.6.0 One;554-5.6.0 ;554 5.6.0 Three        | 554-5.6.0 One;554-5.6.0 ;554 5.6.0 Three
                    hangup   | 421 4.3.2 Closing                               | 421 4.3.2 Closing
                    """)
    void senderOrRecipientIsRefused(String verdict, String postfix, String sendmail) throws IOException {
        String address = "<" + verdict + "@x.test>";
        // Sendmail names the address in a 550 only.
        String words = words(postfix, sendmail).replace("<>", address);
        try (SmtpClient client = path.client()) {
            assertThat(client.send("MAIL FROM:" + address).toString()).isEqualTo(words);
        }
        try (SmtpClient client = path.client()) {
            client.send("MAIL FROM:<a@x.test>");
            assertThat(client.send("RCPT TO:" + address).toString()).isEqualTo(words);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    reject   | 550 5.7.1 Command rejected                      | 554 5.7.1 Command rejected
                    tempfail | 451 4.7.1 Service unavailable - try again later | 451 4.3.2 Please try again later
                    custom   | 550 5.7.9 100% not wanted, says %s              | 550 5.7.9 100% not wanted, says %s
                    busy     | 451 4.7.8 Later                                 | 451 4.7.8 Later
                    lines    | 554-5.6.0 One;554-5.6.0 ;554 5.6.0 Three        | 554-5.6.0 One;554-5.6.0 ;554 5.6.0 Three
                    """)
    void messageIsRefusedAndTheNextOneTaken(String verdict, String postfix, String sendmail) throws Exception {
        try (SmtpClient client = path.client()) {
            SmtpReply refusal = client.message(bytes(mail("Hi\r\n", "X-Do: " + verdict)), "a@x.test", "b@y.test");
            assertThat(refusal.toString()).isEqualTo(words(postfix, sendmail));
            assertTaken(client.message(bytes(mail("next\r\n")), "a@x.test", "b@y.test"));
        }
        assertThat(path.sink().take().untraced()).isEqualTo(mail("next\r\n"));
        assertThat(path.sink().isEmpty()).isTrue();
    }

    @Test
    void oneRecipientIsRefusedAndTheOtherDeliveredTo() throws Exception {
        try (SmtpClient client = path.client()) {
            client.send("MAIL FROM:<a@x.test>");
            assertThat(client.send("RCPT TO:<reject@y.test>").code()).isEqualTo(550);
            assertTaken(client.send("RCPT TO:<b@y.test>"));
            client.send("DATA");
            assertTaken(client.content(bytes(mail("Hi\r\n"))));
        }
        assertThat(path.sink().take().recipients()).singleElement().asString().contains(":<b@y.test>");
    }

    @Test
    void discardedMessageIsTakenButNotDelivered() throws Exception {
        try (SmtpClient client = path.client()) {
            assertTaken(client.message(bytes(mail("gone\r\n", "X-Do: discard")), "a@x.test", "b@y.test"));
            assertTaken(client.message(bytes(mail("kept\r\n")), "a@x.test", "b@y.test"));
        }
        assertThat(path.sink().take().untraced()).isEqualTo(mail("kept\r\n"));
        assertThat(path.sink().isEmpty()).isTrue();
    }

    private static void assertTaken(SmtpReply reply) {
        assertThat(reply.code()).as(reply.toString()).isEqualTo(250);
    }

    private String words(String postfix, String sendmail) {
        return (path.route().isPostfix() ? postfix : sendmail).replace(';', '\n');
    }
}
