package org.milterflux.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Discard;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Progress;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reject;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Shutdown;
import org.milterflux.protocol.Skip;
import org.milterflux.protocol.SmtpReply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.Step;

class MilterClientTest {

    private static final Connect CLIENT = new Connect("client.example", Family.INET6, 40000, "2001:db8::1");
    private static final MailFrom FROM = new MailFrom("<a@example.org>", List.of());
    private static final RcptTo TO = new RcptTo("<b@example.net>", List.of());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

    private MilterClient open(Mta mta) throws IOException {
        return open(MtaSettings.of(mta));
    }

    private MilterClient open(MtaSettings settings) throws IOException {
        return MilterClient.open(milter.start().socket(), settings.waiting(Timeouts.all(PATIENCE)));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static Answer wholeMessage(MilterClient client) throws IOException {
        client.mail(FROM);
        client.rcpt(TO);
        client.data();
        client.header(new Header("Subject", " x"));
        client.header(new Header("To", " y"));
        client.endOfHeaders();
        client.body(ascii("hi\r\n"));
        return client.endOfMessage();
    }

    private void heard(String letters) {
        await().untilAsserted(() -> assertThat(milter.letters()).isEqualTo(letters));
    }

    @ParameterizedTest
    @CsvSource({
        "POSTFIX,  ODCDHDMDRDTDLDLDNDBDEA" + "DMDRDTDLDLDNDBDEA" + "Q",
        "SENDMAIL, ODCDHDMDRTLLNBDE" + "DMDRTLLNBDE" + "Q"
    })
    void sendsWhatTheMtaSends(Mta mta, String letters) throws Exception {
        MilterClient client = open(mta);
        client.connect(CLIENT);
        client.helo("client.example");
        assertThat(wholeMessage(client)).isEqualTo(Answer.CONTINUE);
        wholeMessage(client);
        client.quit();
        heard(letters);
    }

    @ParameterizedTest
    @CsvSource({"POSTFIX, ODHDMDHAQ", "SENDMAIL, ODHDMADHQ"})
    void abortsAMessageThatHeloInterrupts(Mta mta, String letters) throws Exception {
        MilterClient client = open(mta);
        client.helo("x");
        client.mail(FROM);
        client.helo("y");
        client.quit();
        heard(letters);
    }

    @Test
    void abortsAnUnfinishedMessageBeforeItQuits() throws Exception {
        MilterClient client = open(Mta.SENDMAIL);
        client.mail(FROM);
        client.rcpt(TO);
        client.quit();
        heard("ODMDRAQ");
    }

    @Test
    void speaksOverUnixSockets(@TempDir Path folder) throws Exception {
        try (ScriptedMilter onUnix = ScriptedMilter.onUnixSocket(folder.resolve("m.sock"))
                .negotiating(OptionNegotiation.offer(6))
                .start()) {
            MilterClient client = MilterClient.open(onUnix.socket(), MtaSettings.of(Mta.POSTFIX));
            assertThat(client.agreement()).isEqualTo(OptionNegotiation.offer(6));
            client.quit();
            await().untilAsserted(() -> assertThat(onUnix.letters()).isEqualTo("OQ"));
        }
    }

    @Test
    void takesOffOneSpaceUnlessTheFilterWantsIt() throws Exception {
        try (MilterClient client = open(Mta.SENDMAIL)) {
            client.mail(FROM);
            client.header(new Header("A", "  x"));
            client.header(new Header("B", "\tx"));
        }
        heard("ODMLL");
        assertThat(milter.heard()).endsWith(new Header("A", " x"), new Header("B", "\tx"));
    }

    @Test
    void keepsTheSpaceWhenAgreed() throws Exception {
        milter.negotiating(OptionNegotiation.of(6, Set.of(), Set.of(Step.HEADER_LEADING_SPACE), Map.of()));
        try (MilterClient client = open(Mta.SENDMAIL)) {
            client.header(new Header("A", " x"));
        }
        heard("OL");
        assertThat(milter.heard()).endsWith(new Header("A", " x"));
    }

    @Test
    void writesIpv6AsTheMtaDoes() throws Exception {
        try (MilterClient client = open(Mta.SENDMAIL)) {
            client.connect(CLIENT);
        }
        heard("ODC");
        assertThat(milter.heard()).endsWith(CLIENT);
    }

    @Test
    void leavesOutEventsNobodyWants() throws Exception {
        milter.negotiating(OptionNegotiation.of(
                6, Set.of(), Set.of(Step.NO_CONNECT, Step.NO_HELO, Step.NO_HEADERS, Step.NO_BODY), Map.of()));
        MilterClient client = open(Mta.POSTFIX);
        client.connect(CLIENT);
        client.helo("x");
        wholeMessage(client);
        client.quit();
        heard("ODDDMDRDTDNDEAQ");
    }

    @Test
    void leavesOutEventsOfLaterVersions() throws Exception {
        milter.negotiating(new OptionNegotiation(2, 0x3F, 0, Map.of()));
        MilterClient client = open(MtaSettings.of(Mta.SENDMAIL).offering(OptionNegotiation.offer(2)));
        client.unknown("XYZ");
        wholeMessage(client);
        client.quit();
        heard("ODMDRLLNBDEQ");
    }

    @Test
    void waitsForNoAnswerItWasNotPromised() throws Exception {
        milter.negotiating(OptionNegotiation.of(6, Set.of(), Set.of(Step.NO_REPLY_HEADERS), Map.of()))
                .answering(CommandCode.HEADER, ScriptedMilter.NOTHING)
                .answering(CommandCode.END_OF_HEADERS, new Reject());
        try (MilterClient client = open(Mta.SENDMAIL)) {
            client.mail(FROM);
            assertThat(client.header(new Header("A", "x"))).isEqualTo(Answer.CONTINUE);
            assertThat(client.endOfHeaders().verdict()).isEqualTo(new Reject());
        }
    }

    @Test
    void collectsEditsUntilTheVerdict() throws Exception {
        AddHeader header = new AddHeader("X-S", "yes");
        ReplaceBody body = new ReplaceBody(ascii("new\r\n"));
        milter.answering(CommandCode.END_OF_MESSAGE, new Progress(), header, new Progress(), body, body, new Accept());
        try (MilterClient client = open(Mta.POSTFIX)) {
            assertThat(wholeMessage(client)).isEqualTo(new Answer(new Accept(), List.of(header, body, body)));
        }
    }

    @Test
    void sendsNothingMoreOfAMessageThatIsDecided() throws Exception {
        milter.answering(CommandCode.MAIL, new Discard());
        MilterClient client = open(Mta.SENDMAIL);
        wholeMessage(client);
        wholeMessage(client);
        client.quit();
        heard("ODMDMQ");
    }

    @Test
    void goesOnAfterARefusedRecipient() throws Exception {
        milter.answering(CommandCode.RCPT, ReplyCode.of(SmtpReply.of(550, "5.1.1", "No")));
        MilterClient client = open(Mta.SENDMAIL);
        client.mail(FROM);
        assertThat(client.rcpt(TO).refuses()).isTrue();
        assertThat(client.data()).isEqualTo(Answer.CONTINUE);
        client.quit();
        heard("ODMDRTAQ");
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandCode.class,
            names = {"CONNECT", "HELO"})
    void sendsOnlyQuitAfterARefusedConnection(CommandCode event) throws Exception {
        milter.answering(event, new Reject());
        MilterClient client = open(Mta.SENDMAIL);
        client.connect(CLIENT);
        client.helo("x");
        wholeMessage(client);
        client.quit();
        heard(event == CommandCode.CONNECT ? "ODCQ" : "ODCDHQ");
    }

    @Test
    void endsTheSessionAfter421() throws Exception {
        milter.answering(CommandCode.RCPT, ReplyCode.of(SmtpReply.of(421, "4.7.0", "Bye")));
        MilterClient client = open(Mta.SENDMAIL);
        wholeMessage(client);
        client.mail(FROM);
        client.quit();
        heard("ODMDRQ");
    }

    @Test
    void skipsTheRestOfTheBody() throws Exception {
        milter.answering(CommandCode.BODY, new Skip());
        MilterClient client = open(Mta.SENDMAIL);
        client.mail(FROM);
        client.body(ByteBuffer.allocate(200_000));
        client.endOfMessage();
        client.quit();
        heard("ODMBDEQ");
    }

    @Test
    void cutsTheBody() throws Exception {
        MilterClient client = open(Mta.SENDMAIL);
        client.mail(FROM);
        client.body(ByteBuffer.allocate(65535 * 2 + 1));
        client.endOfMessage();
        client.quit();
        heard("ODMBBBDEQ");
    }

    record Broken(Mta mta, CommandCode event, List<Reply> replies, String why) {}

    static List<Broken> brokenAnswers() {
        AddHeader header = new AddHeader("X", "x");
        ReplaceBody body = new ReplaceBody(ascii("x"));
        return List.of(
                new Broken(Mta.POSTFIX, CommandCode.MAIL, List.of(header), "is for end of message only"),
                new Broken(Mta.SENDMAIL, CommandCode.BODY, List.of(new Quarantine("x")), "is for end of message only"),
                new Broken(Mta.SENDMAIL, CommandCode.MAIL, List.of(new Progress()), "is for end of message only"),
                new Broken(Mta.SENDMAIL, CommandCode.MAIL, List.of(new Skip()), "is for content only"),
                new Broken(Mta.SENDMAIL, CommandCode.MAIL, List.of(new Shutdown()), "is not understood"),
                new Broken(Mta.POSTFIX, CommandCode.MAIL, List.of(OptionNegotiation.offer(6)), "was settled before"),
                new Broken(
                        Mta.POSTFIX,
                        CommandCode.END_OF_MESSAGE,
                        List.of(body, new Progress(), body),
                        "replaced body interrupted by 'p'"));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void refusesRepliesOutOfPlace(Broken broken) throws Exception {
        milter.answering(broken.event(), broken.replies().toArray(Reply[]::new));
        try (MilterClient client = open(broken.mta())) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> wholeMessage(client))
                    .withMessageStartingWith(broken.mta().toString())
                    .withMessageContaining(broken.why());
        }
    }

    @Test
    void takesInterleavedBodiesAndEarlyProgressWhereTheMtaDoes() throws Exception {
        ReplaceBody body = new ReplaceBody(ascii("x"));
        milter.answering(CommandCode.END_OF_MESSAGE, body, new Progress(), body, new Continue());
        try (MilterClient client = open(Mta.SENDMAIL)) {
            assertThat(wholeMessage(client).edits()).hasSize(2);
        }
    }

    @Test
    void holdsSendmailToDeclaredBodies() throws Exception {
        milter.negotiating(OptionNegotiation.of(6, Set.of(), Set.of(), Map.of()))
                .answering(CommandCode.END_OF_MESSAGE, new ReplaceBody(ascii("x")), new Continue());
        try (MilterClient client = open(Mta.SENDMAIL)) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> wholeMessage(client))
                    .withMessageContaining("was not declared");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000000d4f0000000700000000" + "00000000, milter version 7",
        "0000000d4f0000000600000200" + "00000000, actions 0x200",
        "0000000d4f0000000600000000" + "02000000, steps 0x2000000",
        "0000000163, answers the offer with 'c'",
        "0000000c4f000000060000000000000000, of length 12"
    })
    void refusesNegotiation(String hex, String why) {
        milter.answering(CommandCode.NEGOTIATE, hex.replace(" ", ""));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> open(Mta.SENDMAIL))
                .withMessageContaining(why);
    }

    @Test
    void noticesAFilterThatGoesAway() throws Exception {
        milter.answering(CommandCode.DATA, ScriptedMilter.CLOSE);
        try (MilterClient client = open(Mta.POSTFIX)) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> wholeMessage(client));
            assertThatIOException().isThrownBy(() -> client.mail(FROM));
        }
    }

    @Test
    void waitsNoLongerThanTheMta() throws Exception {
        milter.answering(CommandCode.DATA, ScriptedMilter.NOTHING);
        MtaSettings settings =
                MtaSettings.of(Mta.POSTFIX).waiting(new Timeouts(PATIENCE, Duration.ofMillis(50), PATIENCE, PATIENCE));
        try (MilterClient client = MilterClient.open(milter.start().socket(), settings)) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> wholeMessage(client))
                    .withMessage("waited 50 ms for a reply");
        }
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        milter.close();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> MilterClient.open(milter.socket(), MtaSettings.of(Mta.POSTFIX)));
        assertThatIOException()
                .isThrownBy(() -> MilterClient.open(SocketSpec.parse("unix:/nowhere"), MtaSettings.of(Mta.POSTFIX)));
    }

    @Test
    void tellsTheQueueIdWhenTheMtaKnowsIt() throws Exception {
        MilterClient client = open(Mta.POSTFIX);
        client.macro("{i}", "4Q1");
        client.macro("auth_authen", "joe");
        client.mail(FROM);
        client.rcpt(TO);
        client.rcpt(TO);
        client.quit();
        heard("ODMDRDRAQ");
        assertThat(milter.heard())
                .contains(Macros.before(
                        CommandCode.MAIL,
                        Map.of(
                                "auth_authen", "joe",
                                "mail_addr", "a@example.org",
                                "mail_host", "example.org",
                                "mail_mailer", "esmtp")));
        assertThat(milter.heard().stream()
                        .filter(Macros.class::isInstance)
                        .map(command -> ((Macros) command).values().containsKey("i")))
                .containsExactly(false, false, true);
    }

    @Test
    void tellsTheMacrosTheFilterAskedFor() throws Exception {
        milter.negotiating(OptionNegotiation.of(
                6, Set.of(Action.SET_SYMBOLS), Set.of(), Map.of(MacroStage.CONNECT, List.of("client_addr", "v"))));
        try (MilterClient client = open(Mta.SENDMAIL)) {
            client.connect(CLIENT);
        }
        heard("ODC");
        assertThat(milter.heard())
                .contains(Macros.before(CommandCode.CONNECT, Map.of("client_addr", "IPv6:2001:db8::1", "v", "8.17.1")));
    }
}
