package org.milterflux.itests.scanners;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.mta.MailPath;
import org.milterflux.itests.mta.Route;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpReply;

/** The shipped example policy, as it is but for the addresses of the engines: clamd, then rspamd, then the footer, behind Postfix. */
@RealEngines
class ClassicPolicyMtaIT {

    private static final String FOOTER = "Example Ltd, 1 Example Street, London. Company number 1234567.";
    private static final String GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN" + "*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    private static final String ALTERNATIVE = String.join(
            "\r\n",
            "Content-Type: multipart/alternative; boundary=b",
            "",
            "--b",
            "",
            "Hi",
            "--b",
            "Content-Type: text/html",
            "",
            "<html><body>Hi</body></html>",
            "--b--",
            "");

    private static Clamd clamd;
    private static RspamdScanner rspamd;
    private static MailPath path;

    @BeforeAll
    static void start() throws IOException {
        clamd = Clamd.start();
        rspamd = RspamdScanner.start();
        MilterfluxSetup setup = MilterfluxSetup.empty();
        Path policy = MilterfluxSetup.distribution().resolve("examples/policy-example/conf");
        try (Stream<Path> files = Files.list(policy)) {
            for (Path file : files.toList()) {
                setup.conf(
                        file.getFileName().toString(),
                        Files.readString(file)
                                .replace("unix:/run/clamav/clamd.ctl", clamd.unix())
                                .replace("http://127.0.0.1:11333", rspamd.url()));
            }
        }
        path = MailPath.open(Route.POSTFIX_TCP, setup);
    }

    @AfterAll
    static void stop() throws IOException {
        path.close();
        rspamd.close();
        clamd.close();
    }

    private static SmtpReply send(String content) throws IOException {
        String mail = "From: Ada <a@x.test>\r\nTo: Charles <b@y.test>\r\nSubject: Hello\r\n"
                + "Date: Tue, 24 Nov 2026 12:00:00 +0000\r\nMessage-Id: <1@x.test>\r\n"
                + "X-Virus-Scanned: forged\r\nX-Spam: forged\r\nX-Spamd-Result: forged\r\nMIME-Version: 1.0\r\n"
                + content;
        try (SmtpClient client = path.client()) {
            return client.message(mail.getBytes(ISO_8859_1), "a@x.test", "b@y.test");
        }
    }

    @Test
    void eachPartOfThePolicyDoesItsWork() throws Exception {
        assertThat(send("\r\n" + Clamd.EICAR + "\r\n").toString())
                .startsWith("550 5.7.1")
                .contains(Clamd.SIGNATURE);
        assertThat(send(attached(Clamd.EICAR)).toString())
                .startsWith("550 5.7.1")
                .contains(Clamd.SIGNATURE);
        assertThat(send("\r\n" + GTUBE + "\r\n").toString()).startsWith("554 5.7.1 Gtube pattern");
        assertThat(send(ALTERNATIVE).code()).isEqualTo(250);
        String delivered = path.sink().take().text();
        assertThat(delivered).containsSubsequence("X-Spamd-Result: ", "X-Virus-Scanned: clean", "From: Ada");
        assertThat(delivered).doesNotContain("forged");
        assertThat(delivered.split(FOOTER, -1)).as("the footer in both parts").hasSize(3);
        assertThat(delivered).contains("</body></html>\r\n--b--\r\n");
        assertThat(path.sink().takeAll()).isEmpty();
    }

    /** The order is the policy's: what clamd refuses, rspamd does not even see. */
    @Test
    void virusesAreNotAskedOfTheSpamEngine() throws Exception {
        send("\r\n" + Clamd.EICAR + "\r\n" + GTUBE + "\r\n");
        List<String> lines = path.runtime()
                .log()
                .lines()
                .filter(line -> line.contains(Clamd.SIGNATURE))
                .toList();
        assertThat(lines).isNotEmpty().allMatch(line -> !line.contains("rspamd:reject"));
    }

    /** Through all three filters, in the heap that the runtime has by default. */
    @Test
    void twentyFiveMegabytesGetTheFooterToo() throws Exception {
        String line = "QUJD".repeat(19) + "\r\n";
        String attachment = line.repeat((25 << 20) / line.length() - 100);
        assertThat(send("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\n"
                                + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + attachment + "--b--\r\n")
                        .code())
                .isEqualTo(250);
        String delivered = path.sink().take().text();
        int footer = delivered.indexOf(FOOTER);
        assertThat(footer).isPositive();
        assertThat(delivered.indexOf(attachment, footer)).isGreaterThan(footer);
        assertThat(path.runtime().log()).doesNotContain("OutOfMemoryError", "LEAK:");
    }

    private static String attached(String file) {
        return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the file.\r\n--b\r\n"
                + "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=f.com\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(file.getBytes(US_ASCII)) + "\r\n--b--\r\n";
    }
}
