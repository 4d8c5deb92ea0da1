package org.milterflux.filter.spamassassin.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Message;
import org.milterflux.api.Placement;
import org.milterflux.api.Settings;
import org.milterflux.api.Verdict;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;

/** Answers of spamd, what becomes of the message, and what spamd is asked: as values. */
@SuppressWarnings("StringConcatToTextBlock") // the lines end in CRLF, a text block's do not
class JudgementTest {

    private static final Answer SPAM = new Answer(true, 7.5, 5, List.of("A", "B"), "");
    private static final Answer HAM = new Answer(false, -1.25, 5, List.of(), "");

    private static SpamassassinSettings settings(Map<String, ?> more) {
        Map<String, Object> properties = new HashMap<>(Map.of("engines", "inet:783@127.0.0.1"));
        properties.putAll(more);
        return SpamassassinSettings.of(Settings.of(properties));
    }

    private static Decision judge(Map<String, ?> more, Message message, Answer answer) {
        return new Judgement(settings(more)).on(message, answer);
    }

    private static Edit written(String name, String value) {
        return Edit.insertHeader(Placement.belowReceived(), name, value);
    }

    private static List<Edit> spam(Edit... more) {
        List<Edit> edits = new ArrayList<>(List.of(
                written("X-Spam-Checker-Version", "SpamAssassin"),
                written("X-Spam-Level", "*******"),
                written("X-Spam-Status", "Yes, score=7.5 required=5.0 tests=A, B"),
                written("X-Spam-Flag", "YES")));
        edits.addAll(List.of(more));
        return edits;
    }

    @Test
    void readsAnAnswer() throws IOException {
        String answer = "SPAMD/1.1 0 EX_OK\r\nContent-length: 3\r\nSpam: True ; 7.5 / 5.0\r\n\r\nA,B";
        assertThat(Answer.parse(answer.getBytes(US_ASCII), false)).isEqualTo(SPAM);
    }

    @Test
    void readsAReport() throws IOException {
        String report = "Spam detection software\n 1.0 NOT_A_RULE yet\n\n pts rule name   description\n"
                + "---- ------ -----\n 0.6 MISSING_MID   Missing Message-Id: header\n-0.0 NO_RECEIVED  x\n1000 GTUBE  y\n\n";
        String answer = "SPAMD/1.1 0 EX_OK\r\nSpam: False ; -1.0 / 5.0\r\nContent-length: " + report.length()
                + "\r\n\r\n" + report;
        assertThat(Answer.parse(answer.getBytes(US_ASCII), true))
                .isEqualTo(new Answer(false, -1, 5, List.of("MISSING_MID", "NO_RECEIVED", "GTUBE"), report));
    }

    static Stream<Arguments> badAnswers() {
        String ok = "SPAMD/1.1 0 EX_OK\r\n";
        return Stream.of(
                arguments("", "not spamd's"),
                arguments("nonsense\r\n\r\n", "not spamd's: 'nonsense'"),
                arguments("SPAMD/1.0 76 Bad header line: x\r\n", "it answered 76 Bad header line: x"),
                arguments("SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n", "it answered 75 EX_TEMPFAIL"),
                arguments(ok, "ends in the middle of its header"),
                arguments(ok + "Spam: False ; 0.0 / 5.0\r\nContent-len", "ends in the middle of its header"),
                arguments(ok + "Content-length: 0\r\n\r\n", "no line 'Spam:'"),
                arguments(ok + "Spam: False ; 0.0 / 5.0\r\n\r\n", "no line 'Content-length:'"),
                arguments(ok + "Spam: False ; 0.0 / 5.0\r\nContent-length: 4\r\n\r\nA,B", "3 bytes of content"),
                arguments(ok + "Spam: False ; 0.0 / 5.0\r\nContent-length: 2\r\n\r\nA,B", "3 bytes of content"),
                arguments(ok + "Spam: Perhaps ; 0.0 / 5.0\r\nContent-length: 0\r\n\r\n", "no line 'Spam:'"),
                arguments(ok + "Spam: False ; 0.0.0 / 5.0\r\nContent-length: 0\r\n\r\n", "no number: 0.0.0"));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void neverTakesABadAnswerForAClearance(String answer, String cause) {
        assertThatThrownBy(() -> Answer.parse(answer.getBytes(ISO_8859_1), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(cause);
    }

    @Test
    void tagsWhatSpamdCallsSpam() {
        assertThat(judge(Map.of(), TestMessage.plain("Hi\r\n"), SPAM)).isEqualTo(Decision.edit(spam()));
    }

    @Test
    void writesItsResultInPlaceOfForgedOnes() {
        TestMessage forged = TestMessage.plain("Hi\r\n")
                .withHeader("X-Spam-Flag", "NO")
                .withHeader("x-spam-status ", "No")
                .withHeader("X-Spam-Report", "fine");
        assertThat(judge(Map.of(), forged, HAM))
                .isEqualTo(Decision.edit(
                        Edit.deleteHeader(forged.headers().fields().get(0)),
                        Edit.deleteHeader(forged.headers().fields().get(1)),
                        Edit.deleteHeader(forged.headers().fields().get(2)),
                        written("X-Spam-Checker-Version", "SpamAssassin"),
                        written("X-Spam-Level", ""),
                        written("X-Spam-Status", "No, score=-1.3 required=5.0 tests=none")));
    }

    @ParameterizedTest
    @CsvSource({"7.5,,REJECT", "7.6,,PASS", "7,7.5,DISCARD", "7,8,REJECT"})
    void refusesAndDropsFromTheScoresOn(String reject, String discard, String kind) {
        Map<String, Object> more = new HashMap<>(Map.of("rejectAbove", reject));
        if (discard != null) {
            more.put("discardAbove", discard);
        }
        Decision decision = judge(more, TestMessage.plain("Hi\r\n"), SPAM);
        assertThat(decision)
                .isEqualTo(
                        switch (kind) {
                            case "REJECT" -> Verdict.reject("5.7.1", "Blocked as spam");
                            case "DISCARD" -> Verdict.discard();
                            default -> Decision.edit(spam());
                        });
    }

    @Test
    void callsSpamWhatTheAdministratorDoes() {
        TestMessage message = TestMessage.plain("Hi\r\n");
        assertThat(judge(Map.of("tagAbove", "8"), message, SPAM))
                .isEqualTo(Decision.edit(
                        written("X-Spam-Checker-Version", "SpamAssassin"),
                        written("X-Spam-Level", "*******"),
                        written("X-Spam-Status", "No, score=7.5 required=8.0 tests=A, B")));
    }

    @Test
    void marksTheSubjectOnce() {
        TestMessage message = TestMessage.plain("Hi\r\n").withHeader("Subject", "Hello");
        TestMessage marked = TestMessage.plain("Hi\r\n").withHeader("Subject", "[SPAM] Hello");
        Map<String, ?> tag = Map.of("subjectTag", "[SPAM] ");
        assertThat(judge(tag, message, SPAM))
                .isEqualTo(Decision.edit(
                        spam(Edit.changeHeader(message.headers().fields().get(0), "[SPAM] Hello"))));
        assertThat(judge(tag, marked, SPAM))
                .isEqualTo(Decision.edit(
                        spam(Edit.changeHeader(marked.headers().fields().get(0), "[SPAM] Hello"))));
        assertThat(judge(tag, TestMessage.plain("Hi\r\n"), SPAM))
                .isEqualTo(Decision.edit(spam(Edit.addHeader("Subject", "[SPAM]"))));
    }

    @Test
    void putsTheReportIntoTheHeader() {
        Answer answer = new Answer(true, 7.5, 5, List.of("A", "B"), "line one\n\n  line two\u00e9\n");
        assertThat(judge(Map.of("report", "header"), TestMessage.plain("Hi\r\n"), answer))
                .isEqualTo(Decision.edit(spam(written("X-Spam-Report", "line one\n\tline two?"))));
    }

    @Test
    void putsTheReportInFrontOfTheWholeMessage() {
        TestMessage message =
                TestMessage.plain("Hi\r\n").withHeader("Subject", "Hello").withHeader("Content-Type", "text/html");
        assertThat(Wrapping.of(message, "one\ntwo\n", "B"))
                .containsExactly(
                        Edit.deleteHeader(message.headers().fields().get(1)),
                        Edit.addHeader("MIME-Version", "1.0"),
                        Edit.addHeader("Content-Type", "multipart/mixed;\n\tboundary=\"B\""),
                        Edit.addHeader("Content-Transfer-Encoding", "8bit"),
                        Edit.prependToBody(("This is a multi-part message in MIME format.\r\n\r\n--B\r\n"
                                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n"
                                        + "Content-Transfer-Encoding: 8bit\r\n\r\none\r\ntwo\r\n\r\n--B\r\n"
                                        + "Content-Type: message/rfc822; x-spam-type=original\r\n"
                                        + "Content-Description: original message\r\nContent-Disposition: attachment\r\n"
                                        + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                                        + "Subject: Hello\r\nContent-Type: text/html\r\n\r\n")
                                .getBytes(US_ASCII)),
                        Edit.appendToBody("\r\n--B--\r\n".getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({
        "none,b@y.test,''",
        "recipient,b@y.test,b@y.test",
        "local-part,b@y.test,b",
        "local-part,b,b",
        "recipient,b@y.test c@y.test,''",
        "recipient,'b\r\nx@y.test',''",
        "authenticated,b@y.test,joe",
        "fixed,b@y.test,spam",
    })
    void asksForTheUser(String user, String recipients, String expected) {
        TestMessage message = TestMessage.plain("Hi\r\n").withMacro("auth_authen", "joe");
        for (String recipient : recipients.split(" ", -1)) {
            message = message.withRecipient(recipient);
        }
        Question question = Question.about(
                message, settings(Map.of("user", user, "userName", "spam")), ZonedDateTime.now(ZoneOffset.UTC));
        assertThat(question.head())
                .isEqualTo("SYMBOLS SPAMC/1.5\r\n" + (expected.isEmpty() ? "" : "User: " + expected + "\r\n")
                        + "Content-length: " + question.message().size() + "\r\n\r\n");
    }

    @Test
    void showsWhoTheClientIs() throws IOException {
        TestMessage message = TestMessage.plain("Hi\r\n")
                .withHeader("Subject", "Hello")
                .withMacro("i", "4Q1")
                .withMacro("j", "mx.test")
                .withConnection(TestConnection.from("h.test", InetAddress.getByName("192.0.2.7"))
                        .withHelo("evil\r\nX: (y"));
        ZonedDateTime now = ZonedDateTime.of(2026, 11, 27, 12, 0, 0, 0, ZoneOffset.UTC);
        Question question = Question.about(message, settings(Map.of()), now);
        assertThat(new String(question.message().stream().readAllBytes(), US_ASCII))
                .isEqualTo("Return-Path: <sender@example.org>\r\n"
                        + "Received: from evil??X:??y (h.test [192.0.2.7])\r\n\tby mx.test (Milterflux) with ESMTP id 4Q1;\r\n"
                        + "\tFri, 27 Nov 2026 12:00:00 GMT\r\nSubject: Hello\r\n\r\nHi\r\n");
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments("engines", "127.0.0.1", "inet:"),
                arguments("tagAbove", "much", "write a score such as 8.5"),
                arguments("user", "someone", "write one of none, fixed, recipient, local-part, authenticated"),
                arguments("user", "fixed", "write the user's name"),
                arguments("subjectTag", "a\nb", "write at most 100 characters of ASCII"),
                arguments("report", "x", "write one of none, header, body"),
                arguments("tooLarge", "drop", "write one of pass, tempfail, reject"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesAWrongValueNamingItsRemedy(String key, String value, String remedy) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy);
    }
}
