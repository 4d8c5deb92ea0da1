package org.milterflux.filter.rspamd.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.api.Settings;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.testing.TestMessage;

/** Answers of rspamd and what becomes of the message, as values. */
class JudgementTest {

    private static final TestMessage MESSAGE = TestMessage.plain("Hi\r\n")
            .withHeader("Subject", "Hello")
            .withHeader("X-A", "1")
            .withHeader("X-A", "2");

    private static final HeaderField SUBJECT =
            MESSAGE.headers().first("Subject").orElseThrow();
    private static final HeaderField FIRST_A = MESSAGE.headers().first("X-A").orElseThrow();
    private static final HeaderField SECOND_A =
            MESSAGE.headers().named("X-A").skip(1).findFirst().orElseThrow();

    private static Decision judge(Map<String, ?> properties, String json, TestMessage message) throws IOException {
        return new Judgement(RspamdSettings.of(Settings.of(properties)))
                .on(message, Answer.parse(json.getBytes(UTF_8)));
    }

    /** Without the result header. */
    private static Decision judge(String json, String... actions) throws IOException {
        return judge(Map.of("resultHeader", "", "actions", actions), json, MESSAGE);
    }

    private static String json(String action, String more) {
        return "{\"action\":\"" + action + "\",\"score\":7.5,\"required_score\":15" + more + "}";
    }

    private static Edit written(String name, String value) {
        return Edit.insertHeader(Placement.belowReceived(), name, value);
    }

    static Stream<Arguments> actions() {
        String said = ",\"messages\":{\"smtp_message\":\"No\\r\\nthanks \u00fc\"}";
        return Stream.of(
                arguments("no action", "", Verdict.pass()),
                arguments("greylist", "", Verdict.pass()),
                arguments("made up", "", Verdict.pass()),
                arguments("add header", "", Decision.edit(written("X-Spam", "Yes"))),
                arguments(
                        "add header",
                        ",\"milter\":{\"spam_header\":\"very\"}",
                        Decision.edit(written("X-Spam", "very"))),
                arguments(
                        "add header",
                        ",\"milter\":{\"spam_header\":{\"X-Junk\":\"1\"}}",
                        Decision.edit(written("X-Junk", "1"))),
                arguments(
                        "rewrite subject",
                        ",\"subject\":\"*** Hello\"",
                        Decision.edit(Edit.changeHeader(SUBJECT, "*** Hello"))),
                arguments("rewrite subject", "", Decision.edit(written("X-Spam", "Yes"))),
                arguments("soft reject", "", Verdict.tempfail("4.7.1", "Try again later")),
                arguments("soft reject", said, Verdict.tempfail("4.7.1", "No??thanks ?")),
                arguments("reject", said, Verdict.reply(SmtpReply.of(554, "5.7.1", "No??thanks ?"))),
                arguments("reject", "", Verdict.reply(SmtpReply.of(554, "5.7.1", "Spam message rejected"))),
                arguments("reject", ",\"milter\":{\"reject\":\"discard\"}", Verdict.discard()),
                arguments(
                        "reject",
                        ",\"milter\":{\"reject\":\"quarantine\"}",
                        Decision.edit(Edit.quarantine("Spam found by rspamd"))),
                arguments(
                        "reject",
                        ",\"milter\":{\"no_action\":true}",
                        Decision.edit(Edit.addHeader("X-Rspamd-Action", "reject"))),
                arguments("discard", "", Verdict.discard()),
                arguments("quarantine", "", Decision.edit(Edit.quarantine("Spam found by rspamd"))));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void doesWhatTheActionSays(String action, String more, Decision expected) throws IOException {
        assertThat(judge(json(action, more))).isEqualTo(expected);
    }

    @Test
    void doesWhatTheAdministratorSaysInstead() throws IOException {
        String[] actions = {"greylist=tempfail", "reject = tag", "made up=discard"};
        assertThat(judge(json("greylist", ""), actions)).isEqualTo(Verdict.tempfail("4.7.1", "Try again later"));
        assertThat(judge(json("reject", ""), actions)).isEqualTo(Decision.edit(written("X-Spam", "Yes")));
        assertThat(judge(json("made up", ""), actions)).isEqualTo(Verdict.discard());
    }

    static Stream<Arguments> orders() {
        Edit withoutFirst = Edit.deleteHeader(FIRST_A);
        Edit withoutSecond = Edit.deleteHeader(SECOND_A);
        return Stream.of(
                arguments("{\"remove_headers\":{\"x-a\":0}}", List.of(withoutFirst, withoutSecond)),
                arguments("{\"remove_headers\":{\"X-A\":2}}", List.of(withoutSecond)),
                arguments("{\"remove_headers\":{\"X-A\":-2}}", List.of(withoutFirst)),
                arguments("{\"remove_headers\":{\"X-A\":[1,2,7],\"X-B\":1}}", List.of(withoutFirst, withoutSecond)),
                arguments("{\"add_headers\":{\"X-N\":\"v\"}}", List.of(Edit.addHeader("X-N", "v"))),
                arguments(
                        "{\"add_headers\":{\"X-N\":{\"value\":\"v\",\"order\":1}}}",
                        List.of(Edit.insertRawHeader(1, "X-N", " v"))),
                arguments(
                        "{\"add_headers\":{\"X-N\":{\"value\":\"v\",\"order\":-1}}}",
                        List.of(Edit.insertRawHeader(3, "X-N", " v"))),
                arguments(
                        "{\"add_headers\":{\"X-N\":[\"v\",{\"value\":\"w\"}]}}",
                        List.of(Edit.addHeader("X-N", "v"), Edit.addHeader("X-N", "w"))),
                arguments(
                        "{\"add_headers\":{\"X-N\":\"v\\r\\n\\tw\\nx\"}}",
                        List.of(Edit.addHeader("X-N", "v\n\tw\n\tx"))),
                arguments("{\"change_from\":\"<n@x.test>\"}", List.of(Edit.changeSender("n@x.test"))),
                arguments(
                        "{\"add_rcpt\":[\"<c@y.test>\",\"d@y.test\"]}",
                        List.of(Edit.addRecipient("c@y.test"), Edit.addRecipient("d@y.test"))),
                arguments("{\"del_rcpt\":[\"b@y.test\"]}", List.of(Edit.deleteRecipient("b@y.test"))));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void makesTheEditsThatRspamdOrders(String milter, List<Edit> expected) throws IOException {
        assertThat(judge(json("no action", ",\"milter\":" + milter))).isEqualTo(Decision.edit(expected));
    }

    @Test
    void addsSignaturesOnTop() throws IOException {
        assertThat(judge(json("no action", ",\"dkim-signature\":[\"v=1; a\",\"v=1; b\"]")))
                .isEqualTo(Decision.edit(written("DKIM-Signature", "v=1; b"), written("DKIM-Signature", "v=1; a")));
    }

    @Test
    void writesItsResultInPlaceOfForgedOnes() throws IOException {
        TestMessage forged = MESSAGE.withHeader("X-Spam", "No").withHeader("x-spamd-result ", "default: False");
        String json = json(
                "add header",
                ",\"symbols\":{\"B\":{\"score\":0.5},\"A\":{\"score\":7}},"
                        + "\"milter\":{\"remove_headers\":{\"X-Spam\":0}}");
        assertThat(judge(Map.of(), json, forged))
                .isEqualTo(Decision.edit(
                        Edit.deleteHeader(forged.headers().first("X-Spam").orElseThrow()),
                        Edit.deleteHeader(
                                forged.headers().first("X-Spamd-Result ").orElseThrow()),
                        written("X-Spamd-Result", "default: True [7.50 / 15.00]; A(7.00)[]; B(0.50)[]"),
                        written("X-Spam", "Yes")));
    }

    @Test
    void leavesTheResultToRspamdWhenItGivesOne() throws IOException {
        String json = json("no action", ",\"milter\":{\"add_headers\":{\"X-Spamd-Result\":\"mine\"}}");
        assertThat(judge(Map.of(), json, MESSAGE)).isEqualTo(Decision.edit(Edit.addHeader("X-Spamd-Result", "mine")));
    }
}
