package org.milterflux.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.SmtpReply;

class MilterDialogueTest {

    private static final Path FILE = Path.of("some.txt");

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

    private void run(String dialogue) {
        MilterDialogue.of(FILE, dialogue).run(milter.start().socket());
    }

    private void failsWith(String dialogue, String message) {
        assertThatExceptionOfType(DialogueException.class)
                .isThrownBy(() -> run(dialogue))
                .withMessageContaining(message);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    @Test
    void playsAWholeMessage() {
        milter.answering(
                CommandCode.END_OF_MESSAGE,
                new AddHeader("X-S", "yes"),
                new ReplaceBody(ascii("Hello\r\n")),
                new ReplaceBody(ascii("-- \r\nAcme\r\n")),
                new Continue());
        run("""
                # a comment
                MTA sendmail

                CONNECT client.example 192.0.2.1 2525
                HELO client.example
                MACRO i=4Q1
                MAIL <a@example.org> SIZE=100 BODY=8BITMIME
                RCPT <b@example.net>
                DATA
                HEADER Subject: Hello
                HEADER X-Fold: a\\n\\tb
                EOH
                BODY Hello
                BODY "exact\\r\\n\\x00\\xff"
                EOM
                EXPECT addheader X-S: yes
                EXPECT body "Hello…Acme\\r\\n"
                EXPECT continue
                QUIT
                """);
        await().untilAsserted(() -> assertThat(milter.letters()).isEqualTo("ODCDHDMDRTLLNBBDEQ"));
        assertThat(milter.heard())
                .contains(
                        new Connect("client.example", Family.INET, 2525, "192.0.2.1"),
                        new Header("X-Fold", "a\n\tb"),
                        new BodyChunk(ascii("Hello\r\n")),
                        new BodyChunk(ByteBuffer.wrap(new byte[] {'e', 'x', 'a', 'c', 't', '\r', '\n', 0, -1})));
    }

    @Test
    void namesEveryEdit() {
        milter.answering(
                CommandCode.END_OF_MESSAGE,
                new InsertHeader(1, "X-Fold", "a\n\tb"),
                new ChangeHeader(2, "Subject", "new"),
                new ChangeHeader(3, "Subject", ""),
                new AddRecipient("<c@example.net>"),
                new AddRecipientWithArguments("<d@example.net>", "NOTIFY=NEVER"),
                new DeleteRecipient("<b@example.net>"),
                new ChangeSender("<>", ""),
                new Quarantine("virus"),
                ReplyCode.of(SmtpReply.of(451, "4.7.1", "50% full", "Later")));
        run("""
                MAIL <>
                EOM
                EXPECT insheader 1 X-Fold: a\\n\\tb
                EXPECT chgheader 2 Subject: new
                EXPECT delheader 3 Subject
                EXPECT addrcpt <c@example.net>
                EXPECT addrcpt <d@example.net> NOTIFY=NEVER
                EXPECT delrcpt <b@example.net>
                EXPECT sender <>
                EXPECT quarantine virus
                EXPECT reply 451-4.7.1 50%% full\\r\\n451 4.7.1 Later
                """);
    }

    @Test
    void writesRawBytesOnAFreshConnection() {
        milter.answering(CommandCode.QUIT, ScriptedMilter.CLOSE);
        run("""
                RAW 00 00 00 0d 4f 00000006 000001ff 001fffff
                EXPECT negotiated version 6 actions 0x1ff steps 0x0
                RAW 0000000448 6d7800
                EXPECT continue
                RAW 0000000151
                EXPECT closed
                NEGOTIATE
                EXPECT negotiated…
                """);
    }

    @Test
    void dripsAndHalfCloses() {
        run("""
                DRIP 0000000d4f00000006000001ff001fffff 0000000448 6d7800
                EXPECT negotiated version 6 actions 0x1ff steps 0x0
                EXPECT continue
                HALFCLOSE
                EXPECT closed
                """);
    }

    @Test
    void opensAnotherConnectionAfterTheEndOfOne() {
        run("""
                NEGOTIATE
                EXPECT negotiated version 6 actions 0x1ff steps 0x0
                CLOSE
                OFFER 6 0x1ff 0x7f
                HELO x
                ABORT
                UNKNOWN XYZ
                QUIT
                """);
        await().untilAsserted(() -> assertThat(milter.letters()).isEqualTo("OODHADUQ"));
    }

    @Test
    void sendsMailFromAFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mail.eml"), "Subject: x\n\nbody\n");
        Path file = Files.writeString(folder.resolve("dialogue.txt"), "MTA sendmail\nMAIL <a@b>\nEML mail.eml\nEOM\n");
        MilterDialogue.read(file).run(milter.start().socket());
        await().untilAsserted(() -> assertThat(milter.letters()).isEqualTo("ODMLNBDE"));
        assertThat(milter.heard()).contains(new BodyChunk(ascii("body\r\n")));
    }

    @Test
    void expectsTheEndOfTheConnection() {
        milter.answering(CommandCode.HELO, ScriptedMilter.CLOSE);
        run("HELO x\nEXPECT closed\n");
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        milter.close();
        failsWith("HELO x\nEXPECT closed\n", "some.txt:1: HELO x: cannot connect to " + milter.socket());
    }

    @Test
    void expectsNothingWithoutAConnection() {
        failsWith("EXPECT continue\n", "actual: nothing: no connection is open");
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() {
        milter.answering(CommandCode.MAIL, ReplyCode.of(SmtpReply.of(550, "5.7.1", "No")));
        failsWith("HELO x\nMAIL <a@b>\nEXPECT accept\n", "some.txt:3: expected: accept\n  actual: reply 550 5.7.1 No");
    }

    @Test
    void letsNothingPassUnexpected() {
        milter.answering(CommandCode.MAIL, ReplyCode.of(SmtpReply.of(550, "5.7.1", "No")));
        failsWith(
                "MAIL <a@b>\nRCPT <c@d>\n",
                "some.txt:2: before this, the filter said what nobody expected: [reply 550 5.7.1 No]");
        failsWith("MAIL <a@b>\n", "some.txt, at its end: before this, the filter said what nobody expected");
    }

    @Test
    void saysWhenTheFilterBreaksTheProtocol() {
        milter.answering(CommandCode.MAIL, new AddHeader("X", "y"));
        failsWith("MAIL <a@b>\n", "some.txt:1: MAIL <a@b>: Postfix: reply 'h' to 'M' is for end of message only");
    }

    @ParameterizedTest
    @CsvSource({
        "MAYL <a@b>,          some.txt:1: no such word: MAYL. Known are [MTA",
        "MTA exim,            some.txt:1: MTA exim: ",
        "OFFER 6,             'some.txt:1: OFFER 6: write version, actions and steps'",
        "VERSION six,         some.txt:1: VERSION six: ",
        "MACRO i,             some.txt:1: MACRO i: write name=value",
        "HEADER Subject,      some.txt:1: HEADER Subject: write Name: value",
        "RAW 0g,              some.txt:1: RAW 0g: ",
        "HELO \\q,            some.txt:1: HELO \\q: no escape \\q",
        "EML none.eml,        some.txt:1: EML none.eml: "
    })
    void saysWhichLineCannotBeRead(String line, String message) {
        failsWith(line, message);
    }

    @ParameterizedTest
    @CsvSource({
        "abc,   abc,    true",
        "abc,   abd,    false",
        "a…c,   abc,    true",
        "a…c,   ac,     true",
        "a…c,   a,      false",
        "…,     abc,    true",
        "a…b…c, axbxc,  true",
        "a…b…c, axxc,   false",
        "ab…bc, abc,    false",
        "…c,    abcd,   false"
    })
    void matchesEllipses(String expected, String actual, boolean matches) {
        assertThat(Expectation.matches(expected, actual)).isEqualTo(matches);
    }

    @Test
    void escapesAndUnescapes() {
        String text = "a\r\n\t\\\"\u0007\udcffé😀";
        assertThat(Escapes.escape(text)).isEqualTo("a\\r\\n\\t\\\\\\\"\\x07\\xffé😀");
        assertThat(Escapes.unescape(Escapes.escape(text))).isEqualTo(text);
    }
}
