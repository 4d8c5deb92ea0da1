package org.milterflux.itests.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenDKIM, rspamd and a filter on libmilter behave as members of the chain just as they do as the MTA's own milters. */
@ExistingMilters
@ParameterizedClass
@MethodSource("stages")
class MembersMtaIT {

    private static final Letter PLAIN = Letter.of("Hi\r\n");
    private static final Letter AWKWARD = Letter.of(
            ".\r\n..dots\r\n\r\ncaf\u00c3\u00a9 \u00ff\r\n\r\n\r\n",
            "X-Folded: one",
            "\ttwo",
            "  three  ",
            "X-Empty:",
            "X-Tab:\tvalue",
            "X-8-Bit: caf\u00e9");
    private static final Letter LONG = Letter.of("a line of some length\r\n".repeat(20_000));

    private final Stage stage;

    MembersMtaIT(Stage stage) {
        this.stage = stage;
    }

    static Stream<Stage> stages() {
        return Arrays.stream(Stage.Server.values()).map(Stage::open);
    }

    @Test
    void openDkimSigns() throws Exception {
        List<Seen> seen = compare(List.of(PLAIN, AWKWARD, LONG), Kind.SIGNER);
        assertThat(seen).allSatisfy(one -> assertThat(one.delivered()).contains("DKIM-Signature: ", " d=x.test;"));
    }

    @Test
    void openDkimVerifies() throws Exception {
        String signed = signed(AWKWARD);
        List<Letter> letters = List.of(
                PLAIN,
                new Letter(PLAIN.recipients(), signed),
                new Letter(PLAIN.recipients(), signed.replace("dots", "d0ts")));
        List<Seen> seen = compare(letters, Kind.VERIFIER);
        assertThat(seen.get(1).delivered()).contains("dkim=pass");
        assertThat(seen.get(2).delivered()).contains("dkim=fail");
    }

    @Test
    void rspamdJudges() throws Exception {
        List<Seen> seen = compare(
                List.of(PLAIN, AWKWARD, LONG, gtube('X'), gtube('Y'), gtube('Z'), PLAIN.to("b@y.test", "c@y.test")),
                Kind.RSPAMD);
        assertThat(seen.get(0).delivered()).contains("X-Spam-Status: No");
        assertThat(seen.get(3).replies()).endsWith("554 5.7.1 Gtube pattern");
        assertThat(seen.get(4).delivered()).contains("X-Spam: Yes");
        assertThat(seen.get(5).delivered()).contains("Subject: [spam] Hello");
    }

    @Test
    void libmilterFilterEdits() throws Exception {
        List<Seen> seen = compare(
                List.of(
                        PLAIN,
                        AWKWARD,
                        LONG,
                        Letter.ordering("addheader X-A added", "addheader X-B added", "chgheader 3 X-A third"),
                        Letter.ordering("insheader 0 X-A top", "insheader 1 X-I one", "insheader 3 X-I three"),
                        Letter.ordering("chgheader 1 X-A", "chgheader 1 X-A", "chgheader 2 X-A two"),
                        Letter.ordering("chgheader 1 Date", "addheader Date now", "chgheader 9 Subject again"),
                        Letter.ordering(
                                "progress", "chgheader 1 subject other spelling", "insheader 2147483647 X-E end"),
                        Letter.ordering("addrcpt <c@y.test>", "delrcpt <b@y.test>", "chgfrom <n@x.test>"),
                        Letter.ordering("addrcpt <c@y.test> NOTIFY=NEVER", "body new"),
                        Letter.ordering("body one", "body two")),
                Kind.OBEDIENT);
        assertThat(seen.get(8).delivered()).contains("<n@x.test>", ":<c@y.test>");
    }

    @Test
    void libmilterFilterAnswers() throws Exception {
        List<Seen> seen = compare(
                List.of(
                        Letter.ordering("reject"),
                        Letter.ordering("tempfail"),
                        Letter.ordering("addheader X-B void", "reply 550 5.7.1 not this one"),
                        Letter.ordering("reply 421 4.7.0 come back later"),
                        Letter.ordering("addheader X-B void", "discard"),
                        PLAIN.to("unwanted@y.test", "b@y.test"),
                        PLAIN.to("unwanted@y.test")),
                Kind.OBEDIENT);
        assertThat(seen.get(2).replies()).endsWith("550 5.7.1 not this one");
        assertThat(seen.get(5).replies()).contains("not here\n550 5.7.1 nor there, 100%");
    }

    /** The verifier, second, accepts the signature of the first; and each shows the last what it made of the message. */
    @Test
    void allStandInOneChain() throws Exception {
        List<Seen> seen = compare(
                List.of(
                        PLAIN,
                        AWKWARD,
                        LONG,
                        gtube('X'),
                        gtube('Y'),
                        gtube('Z'),
                        Letter.ordering("chgheader 1 Authentication-Results", "insheader 1 X-A top", "chgheader 2 X-A"),
                        Letter.ordering("addheader X-B void", "reply 550 5.7.1 not this one"),
                        PLAIN.to("unwanted@y.test", "b@y.test")),
                Kind.values());
        assertThat(seen.get(0).delivered()).contains("dkim=pass", "X-Spam-Status: No");
        assertThat(seen.get(0).told()).contains("header DKIM-Signature:", "header X-Spam-Status:");
    }

    /** Sends the letters to both sides; what the reference showed. */
    private List<Seen> compare(List<Letter> letters, Kind... kinds) throws Exception {
        List<Seen> reference = new ArrayList<>();
        try (Side own = stage.own(kinds);
                Side members = stage.members(kinds)) {
            for (Letter letter : letters) {
                Seen expected = own.send(letter);
                assertThat(members.send(letter)).isEqualTo(expected);
                reference.add(expected);
            }
            assertThat(own.isEmpty() && members.isEmpty()).isTrue();
        }
        return reference;
    }

    private String signed(Letter letter) throws Exception {
        try (Side signer = stage.own(Kind.SIGNER)) {
            return signer.deliver(letter).untraced();
        }
    }

    /** A line that rspamd knows: it rejects the message (X), marks it (Y) or its subject (Z). */
    private static Letter gtube(char first) {
        return Letter.of(first + "JS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n");
    }
}
