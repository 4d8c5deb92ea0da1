package org.milterflux.itests.scanners;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.milterflux.itests.mta.MailPath;
import org.milterflux.itests.mta.Route;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.Delivery;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpReply;

/** Two real clamd behind a real Postfix: what is found, what passes, and what happens when they stop, hang or restart. */
@RealEngines
@Timeout(120)
class ClamavMtaIT {

    private static final String FILE = "org.milterflux.filter.clamav.config";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MIME_LINE = 76;

    /** Every field that an MTA would add when it is missing. */
    private static final List<String> HEADER = List.of(
            "From: a@x.test",
            "To: b@y.test",
            "Date: Tue, 24 Nov 2026 12:00:00 +0000",
            "Message-Id: <1@x.test>",
            "Subject: Hello");

    private static Clamd first;
    private static Clamd second;
    private static MailPath path;

    @BeforeAll
    static void start() throws IOException {
        first = Clamd.start();
        second = Clamd.start();
        path = MailPath.open(
                Route.POSTFIX_TCP,
                MilterfluxSetup.empty()
                        .conf(FILE, settings(15))
                        .conf("org.milterflux.core.config", "breakerCooldownSeconds=I\"1\""));
    }

    @AfterAll
    static void stop() throws IOException {
        path.close();
        first.close();
        second.close();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        await().atMost(PATIENCE).until(() -> path.mta().isIdle());
        assertThat(path.sink().takeAll()).isEmpty();
        assertThat(path.runtime().log()).doesNotContain("OutOfMemoryError", "LEAK:");
    }

    private static String[] settings(int seconds) {
        return new String[] {
            "engines=[\"" + first.unix() + "\",\"" + second.inet() + "\"]",
            "maxBytes=L\"50000000\"",
            "timeoutSeconds=I\"" + seconds + "\"",
            "restSeconds=I\"1\"",
            "reply=\"{signature} within " + seconds + " s\""
        };
    }

    /** Changes how long an engine is waited for, and waits until that is in force. */
    private static void waitFor(int seconds) throws IOException {
        path.runtime().configure(FILE, settings(seconds));
        await().atMost(PATIENCE).until(() -> send(mail(Clamd.EICAR)).toString().contains("within " + seconds + " s"));
    }

    private static String mail(String body, String... fields) {
        List<String> lines = new ArrayList<>(HEADER);
        lines.addAll(List.of(fields));
        lines.addAll(List.of("", body, ""));
        return String.join("\r\n", lines);
    }

    private static String attached(byte[] file) {
        String encoded =
                Base64.getMimeEncoder(MIME_LINE, "\r\n".getBytes(US_ASCII)).encodeToString(file);
        String body = String.join(
                "\r\n",
                "--b",
                "Content-Type: application/octet-stream; name=f.bin",
                "Content-Disposition: attachment; filename=f.bin",
                "Content-Transfer-Encoding: base64",
                "",
                encoded,
                "--b--");
        return mail(body, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b");
    }

    private static SmtpReply send(String mail) throws IOException {
        try (SmtpClient client = path.client()) {
            return client.message(mail.getBytes(ISO_8859_1), "a@x.test", "b@y.test");
        }
    }

    private static void expectFound(String mail) throws IOException {
        assertThat(send(mail).toString()).startsWith("550 5.7.1 " + Clamd.SIGNATURE);
    }

    private static void expectClean(String mail) throws Exception {
        assertThat(send(mail).toString()).startsWith("250 ");
        assertThat(path.sink().take().untraced()).isEqualTo("X-Virus-Scanned: clean\r\n" + mail);
    }

    /** What clamd cannot look at is refused for now, infected or not. */
    private static void expectRefusedForNow() throws IOException {
        assertThat(send(mail("Hi")).code()).isEqualTo(451);
        assertThat(send(mail(Clamd.EICAR)).code()).isEqualTo(451);
    }

    private static void awaitTaken() throws InterruptedException {
        await().atMost(PATIENCE).until(() -> send(mail("Hi")).code() == 250);
        assertThat(path.sink().take().text()).contains("X-Virus-Scanned: clean\r\n");
    }

    @Test
    void aVirusIsRefusedByItsName() throws Exception {
        expectFound(mail(Clamd.EICAR));
        expectFound(attached(Clamd.EICAR.getBytes(US_ASCII)));
    }

    @Test
    void cleanMailPassesUnchangedButForTheResult() throws Exception {
        expectClean(mail(".\r\n..dots\r\n\r\ncaf\u00c3\u00a9 \u00ff", "X-Folded: one", "\ttwo"));
        expectClean(attached("nothing".getBytes(US_ASCII)));
    }

    @Test
    void aForgedResultGoes() throws Exception {
        assertThat(send(mail("Hi", "X-Virus-Scanned: by me", "x-virus-scanned: clean"))
                        .code())
                .isEqualTo(250);
        assertThat(path.sink().take().untraced()).isEqualTo("X-Virus-Scanned: clean\r\n" + mail("Hi"));
    }

    @Test
    void anAttachmentOf25MegabytesIsScannedToItsEnd() throws Exception {
        byte[] file = new byte[25 << 20];
        expectClean(attached(file));
        byte[] virus = Clamd.EICAR.getBytes(US_ASCII);
        System.arraycopy(virus, 0, file, file.length - virus.length, virus.length);
        expectFound(attached(file));
    }

    @Test
    void theSecondStepsInForOneThatStopped() throws Exception {
        first.engine().stop();
        try {
            expectFound(mail(Clamd.EICAR));
            expectClean(mail("Hi"));
        } finally {
            first.engine().start();
        }
    }

    @Test
    void nothingPassesWhenBothStopped() throws Exception {
        first.engine().stop();
        second.engine().stop();
        try {
            expectRefusedForNow();
        } finally {
            first.engine().start();
            second.engine().start();
        }
        awaitTaken();
    }

    @Test
    void oneThatHangsCostsOneMessageAndIsLeftAlone() throws Exception {
        waitFor(2);
        first.engine().freeze();
        try {
            assertThat(send(mail("Hi")).code()).isEqualTo(451);
            expectFound(mail(Clamd.EICAR));
            expectClean(mail("Hi"));
        } finally {
            first.engine().thaw();
            waitFor(15);
        }
    }

    @Test
    void nothingPassesWhenBothHang() throws Exception {
        waitFor(1);
        first.engine().freeze();
        second.engine().freeze();
        try {
            expectRefusedForNow();
        } finally {
            first.engine().thaw();
            second.engine().thaw();
            waitFor(15);
        }
        awaitTaken();
    }

    @Test
    void nothingPassesOrIsLostWhenTheyRestartUnderLoad() throws Exception {
        String body = "a line of some length\r\n".repeat(10_000);
        Load load = new Load(() -> send(mail(body)), () -> send(mail(body + Clamd.EICAR)), 550);
        load.whileRestarting(first.engine(), second.engine());
        await().atMost(PATIENCE).until(() -> path.mta().isIdle());
        assertThat(path.sink().takeAll())
                .hasSize(load.taken())
                .extracting(Delivery::text)
                .allMatch(text -> text.contains("X-Virus-Scanned: clean\r\n") && !text.contains(Clamd.EICAR));
        awaitTaken();
    }
}
