package org.milterflux.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.itests.Mails.bytes;
import static org.milterflux.itests.Mails.mail;

import org.junit.jupiter.api.Test;
import org.milterflux.itests.filters.ShippedFooter;
import org.milterflux.itests.mta.PostfixInstance;
import org.milterflux.itests.mta.RealMtas;
import org.milterflux.itests.mta.SendmailInstance;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpSink;

/** Postfix and Sendmail at once, each on a listener of its own, with the shipped footer filter. */
@RealMtas
class SideBySideMtaIT {

    private static final String FOOTER = "\r\n-- \r\nAcme\r\n";
    private static final String NEXT_FOOTER = "\r\n++ \r\nAcme\r\n";

    @Test
    void sessionsOutliveAnUpdateOfTheFooter() throws Exception {
        int port = Ports.free();
        MilterfluxSetup setup = MilterfluxSetup.empty();
        String unix = "unix:" + setup.path("milter.sock");
        setup.conf("org.milterflux.listener-postfix.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.listener-sendmail.config", "socket=\"" + unix + "\"")
                .conf("org.milterflux.filter.footer.config", "text=\"Acme\"");
        try (MilterfluxInstance runtime = setup.start();
                SmtpSink postfixSink = SmtpSink.open();
                SmtpSink sendmailSink = SmtpSink.open();
                PostfixInstance postfix = PostfixInstance.start(postfixSink.port(), "inet:127.0.0.1:" + port);
                SendmailInstance sendmail = SendmailInstance.start(sendmailSink.port(), unix);
                SmtpClient toPostfix = SmtpClient.greet(postfix.port());
                SmtpClient toSendmail = SmtpClient.greet(sendmail.port())) {
            toPostfix.envelope("a@x.test", "b@y.test");
            toSendmail.envelope("a@x.test", "b@y.test");
            toPostfix.content(bytes(mail("to Postfix\r\n")));
            toSendmail.content(bytes(mail("to Sendmail\r\n")));
            assertThat(postfixSink.take().untraced()).isEqualTo(mail("to Postfix\r\n" + FOOTER));
            assertThat(sendmailSink.take().untraced()).isEqualTo(mail("to Sendmail\r\n" + FOOTER));

            runtime.update(ShippedFooter.SYMBOLIC_NAME, ShippedFooter.nextVersion());
            toPostfix.message(bytes(mail("again\r\n")), "a@x.test", "b@y.test");
            toSendmail.message(bytes(mail("again\r\n")), "a@x.test", "b@y.test");
            assertThat(postfixSink.take().untraced()).isEqualTo(mail("again\r\n" + NEXT_FOOTER));
            assertThat(sendmailSink.take().untraced()).isEqualTo(mail("again\r\n" + NEXT_FOOTER));
        }
    }
}
