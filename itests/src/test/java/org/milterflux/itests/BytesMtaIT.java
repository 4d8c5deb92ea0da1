package org.milterflux.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.mta.PostfixInstance;
import org.milterflux.itests.mta.RealMtas;
import org.milterflux.itests.mta.SendmailInstance;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpSink;

/** The yardstick itself: without a milter, what goes in comes out, byte for byte. */
@RealMtas
class BytesMtaIT {

    private static final String MAIL = """
            From: a@x.test
            To: b@y.test
            Date: Tue, 24 Nov 2026 12:00:00 +0000
            Message-Id: <1@x.test>
            Subject: folded
            \there \u00e9

            .dot
            ..
            8-bit \u00c3\u00a9

            """.replace("\n", "\r\n");

    @Test
    void postfixKeepsBytes() throws Exception {
        try (SmtpSink sink = SmtpSink.open();
                PostfixInstance mta = PostfixInstance.start(sink.port())) {
            assertKept(sink, mta);
        }
    }

    @Test
    void sendmailKeepsBytes() throws Exception {
        try (SmtpSink sink = SmtpSink.open();
                SendmailInstance mta = SendmailInstance.start(sink.port())) {
            assertKept(sink, mta);
        }
    }

    private static void assertKept(SmtpSink sink, Mta mta) throws Exception {
        try (SmtpClient client = SmtpClient.greet(mta.port())) {
            assertThat(client.message(MAIL.getBytes(ISO_8859_1), "a@x.test", "b@y.test")
                            .code())
                    .isEqualTo(250);
        }
        assertThat(sink.take().untraced()).isEqualTo(MAIL);
    }
}
