package org.milterflux.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Discard;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reject;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.SmtpReply;
import org.milterflux.protocol.TempFail;

class OutcomeTest {

    private static final RcptTo B = new RcptTo("<b@example.net>", List.of());
    private static final RcptTo C = new RcptTo("<c@example.net>", List.of());
    private static final TestMail MAIL = TestMail.of("Subject: s\n\nhello\n");

    private ScriptedMilter milter;

    @BeforeEach
    void listen() throws Exception {
        milter = ScriptedMilter.onTcp()
                .negotiating(OptionNegotiation.of(6, Set.of(Action.values()), Set.of(), Map.of()));
    }

    @AfterEach
    void close() throws Exception {
        milter.close();
    }

    private Outcome send(Mta mta, RcptTo... recipients) throws Exception {
        MilterClient client = MilterClient.open(milter.start().socket(), MtaSettings.of(mta));
        Outcome outcome = client.send(new MailFrom("<a@example.org>", List.of()), List.of(recipients), MAIL);
        client.quit();
        return outcome;
    }

    private void heard(String letters) {
        await().untilAsserted(() -> assertThat(milter.letters()).isEqualTo(letters));
    }

    @Test
    void isTheEditedMessage() throws Exception {
        milter.answering(CommandCode.END_OF_MESSAGE, new AddHeader("X-S", "yes"), new Continue());
        Outcome outcome = send(Mta.POSTFIX, B, C);
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.delivered()).hasValueSatisfying(delivered -> {
            assertThat(delivered.recipients()).containsExactly(B, C);
            assertThat(delivered.mail()).isEqualTo(MAIL.withHeader("X-S", "yes"));
        });
    }

    @Test
    void isTheOriginalWhenAcceptedEarly() throws Exception {
        milter.answering(CommandCode.MAIL, new Accept());
        assertThat(send(Mta.SENDMAIL, B).delivered())
                .hasValueSatisfying(delivered -> assertThat(delivered.mail()).isEqualTo(MAIL));
        heard("ODMQ");
    }

    @Test
    void namesRefusedRecipients() throws Exception {
        milter.answering(CommandCode.RCPT, new TempFail());
        Outcome outcome = send(Mta.SENDMAIL, B, C);
        assertThat(outcome.refused()).containsOnlyKeys(B, C);
        assertThat(outcome.decidedAt()).isEqualTo(CommandCode.RCPT);
        assertThat(outcome.delivered()).isEmpty();
        heard("ODMDRDRAQ");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL,           ODMAQ",
        "DATA,           ODMDRDTAQ",
        "HEADER,         ODMDRDTDLAQ",
        "END_OF_HEADERS, ODMDRDTDLDNAQ",
        "BODY,           ODMDRDTDLDNDBAQ",
        "END_OF_MESSAGE, ODMDRDTDLDNDBDEAQ"
    })
    void endsWhereItIsRefused(CommandCode event, String letters) throws Exception {
        milter.answering(event, new Reject());
        Outcome outcome = send(Mta.POSTFIX, B);
        assertThat(outcome.decidedAt()).isEqualTo(event);
        assertThat(outcome.answer().verdict()).isEqualTo(new Reject());
        assertThat(outcome.delivered()).isEmpty();
        heard(letters);
    }

    @Test
    void isNothingWhenDiscarded() throws Exception {
        milter.answering(CommandCode.RCPT, new Discard());
        assertThat(send(Mta.SENDMAIL, B, C).delivered()).isEmpty();
        heard("ODMDRQ");
    }

    @Test
    void endsWithTheSession() throws Exception {
        milter.answering(CommandCode.RCPT, ReplyCode.of(SmtpReply.of(421, "4.7.0", "Bye")));
        assertThat(send(Mta.POSTFIX, B, C).delivered()).isEmpty();
        heard("ODMDRQ");
    }
}
