package org.milterflux.itests.scanners;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
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

/** A real rspamd and a real spamd behind a real Postfix; a condition on the sender says which of them judges a message. */
@RealEngines
@Timeout(120)
class SpamMtaIT {

    private static final String RSPAMD = "a@rspamd.test";
    private static final String SPAMD = "a@spamd.test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RspamdScanner rspamd;
    private static Spamd spamd;
    private static MailPath path;

    @BeforeAll
    static void start() throws IOException {
        rspamd = RspamdScanner.start();
        spamd = Spamd.start();
        path = MailPath.open(
                Route.POSTFIX_TCP,
                MilterfluxSetup.empty()
                        .conf("org.milterflux.core.config", "breakerCooldownSeconds=I\"1\"")
                        .conf(
                                "org.milterflux.filter.rspamd.config",
                                "engines=\"" + rspamd.url() + "\"",
                                "timeoutSeconds=I\"5\"",
                                "restSeconds=I\"1\"")
                        .conf(
                                "org.milterflux.policy-rspamd.config",
                                "filter=\"rspamd\"",
                                "condition=\"sender.domain == 'rspamd.test'\"")
                        .conf(
                                "org.milterflux.filter.spamassassin.config",
                                "engines=\"" + spamd.inet() + "\"",
                                "timeoutSeconds=I\"5\"",
                                "restSeconds=I\"1\"",
                                "tagAbove=\"-100\"",
                                "rejectAbove=\"900\"",
                                "subjectTag=\"[SPAM] \"",
                                "report=\"header\"")
                        .conf(
                                "org.milterflux.policy-spamassassin.config",
                                "filter=\"spamassassin\"",
                                "condition=\"sender.domain == 'spamd.test'\""));
    }

    @AfterAll
    static void stop() throws IOException {
        path.close();
        spamd.close();
        rspamd.close();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(path.sink().takeAll()).isEmpty();
    }

    /** GTUBE, whose first letter tells rspamd what to do with it. */
    private static String gtube(char first) {
        return first + "JS*C4JDBQADN1.NSBN3*2IDNEN" + "*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
    }

    private static SmtpReply send(String sender, String body) throws IOException {
        String mail = "From: " + sender + "\r\nTo: b@y.test\r\nSubject: Hello\r\n"
                + "Date: Tue, 24 Nov 2026 12:00:00 +0000\r\nMessage-Id: <1@x.test>\r\nX-Spam: forged\r\n"
                + "X-Spamd-Result: forged\r\nX-Spam-Status: forged\r\nX-Spam-Flag: forged\r\nX-Spam-Report: forged\r\n\r\n"
                + body + "\r\n";
        try (SmtpClient client = path.client()) {
            return client.message(mail.getBytes(US_ASCII), sender, "b@y.test");
        }
    }

    private static String delivered(String sender, String body) throws Exception {
        assertThat(send(sender, body).code()).isEqualTo(250);
        return path.sink().take().text();
    }

    @Test
    void rspamdsActionsAreCarriedOut() throws Exception {
        assertThat(send(RSPAMD, gtube('X')).toString()).startsWith("554 5.7.1 Gtube pattern");
        assertThat(delivered(RSPAMD, gtube('Y'))).contains("X-Spam: Yes\r\n", "Subject: Hello\r\n");
        assertThat(delivered(RSPAMD, gtube('Z'))).contains("Subject: [spam] Hello\r\n");
        assertThat(delivered(RSPAMD, "Hi"))
                .contains("X-Spamd-Result: default: False")
                .doesNotContain("X-Spam: ", "X-Spamd-Result: forged");
    }

    @Test
    void spamdsScoreMeetsOurThresholds() throws Exception {
        assertThat(send(SPAMD, gtube('X')).toString()).startsWith("550 5.7.1 Blocked as spam");
        assertThat(delivered(SPAMD, "Hi"))
                .contains(
                        "X-Spam-Flag: YES\r\n",
                        "X-Spam-Status: Yes, score=",
                        "Subject: [SPAM] Hello\r\n",
                        "X-Spam-Report: ")
                .doesNotContain("forged\r\nX-Spam-Flag", "X-Spam-Status: forged", "X-Spam-Report: forged");
    }

    @Test
    void nothingPassesWhileRspamdIsFrozenOrAway() throws Exception {
        troubles(RSPAMD, rspamd.engine());
    }

    @Test
    void nothingPassesWhileSpamdIsFrozenOrAway() throws Exception {
        troubles(SPAMD, spamd.engine());
    }

    @Test
    void nothingPassesOrIsLostWhenRspamdRestartsUnderLoad() throws Exception {
        underLoad(RSPAMD, rspamd.engine(), 554, "X-Spamd-Result: default: False");
    }

    @Test
    void nothingPassesOrIsLostWhenSpamdRestartsUnderLoad() throws Exception {
        underLoad(SPAMD, spamd.engine(), 550, "X-Spam-Status: Yes, score=");
    }

    private static void underLoad(String sender, Engine engine, int refusal, String result) throws Exception {
        Load load = new Load(() -> send(sender, "Hi"), () -> send(sender, gtube('X')), refusal);
        load.whileRestarting(engine);
        await().atMost(PATIENCE).until(() -> path.mta().isIdle());
        assertThat(path.sink().takeAll())
                .hasSize(load.taken())
                .extracting(Delivery::text)
                .allMatch(text -> text.contains(result) && !text.contains(gtube('X')));
        awaitTaken(sender);
    }

    private static void troubles(String sender, Engine engine) throws Exception {
        engine.freeze();
        assertThat(send(sender, "Hi").code()).isEqualTo(451);
        engine.thaw();
        awaitTaken(sender);
        engine.stop();
        assertThat(send(sender, gtube('X')).code()).isEqualTo(451);
        engine.start();
        awaitTaken(sender);
        assertThat(send(sender, gtube('X')).code()).isIn(550, 554);
    }

    private static void awaitTaken(String sender) throws Exception {
        await().atMost(PATIENCE).until(() -> send(sender, "Hi").code() == 250);
        path.sink().take();
    }
}
