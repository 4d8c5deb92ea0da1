package org.milterflux.filter.headers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.api.Settings;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;

/** Rules and message in, exact edits out. */
class HeaderRulesTest {

    private static final TestMessage MESSAGE = TestMessage.plain("Hi\r\n")
            .withHeader("Received", "from a")
            .withHeader("X-Spam", "No, score=1")
            .withHeader("Subject", "Hello\n world")
            .withHeader("x-spam", "YES, score=9")
            .withHeader("X-Spam-Level", "***");

    private static List<Edit> edits(TestMessage message, Map<String, ?> settings) {
        return HeaderRules.of(Settings.of(settings)).edits(message);
    }

    private static List<Edit> edits(String key, String... rules) {
        return edits(MESSAGE, Map.of(key, rules));
    }

    private static HeaderField field(int index) {
        return MESSAGE.headers().fields().get(index);
    }

    @Test
    void doesNothingWithoutRules() {
        assertThat(edits(MESSAGE, Map.of())).isEmpty();
    }

    @Test
    void removesBeforeItReplacesInsertsAndAdds() {
        Map<String, ?> settings = Map.of(
                "add", "X-Spam: unknown",
                "insert", "X-Seen: yes",
                "replace", "X-Spam: replaced",
                "remove", "X-Spam: yes*");
        assertThat(edits(MESSAGE, settings))
                .containsExactly(
                        Edit.deleteHeader(field(3)),
                        Edit.changeHeader(field(1), "replaced"),
                        Edit.insertHeader(Placement.belowReceived(), "X-Seen", "yes"),
                        Edit.addHeader("X-Spam", "unknown"));
    }

    @Nested
    class Add {

        @Test
        void addsInTheOrderWritten() {
            assertThat(edits("add", "A: 1", "B:2", "A:  3 "))
                    .containsExactly(Edit.addHeader("A", "1"), Edit.addHeader("B", "2"), Edit.addHeader("A", "3"));
        }

        @Test
        void foldsBetweenWords() {
            String word = "x".repeat(40);
            assertThat(edits("add", "Name: " + word + " " + word + "  " + word))
                    .containsExactly(Edit.addHeader("Name", word + "\n " + word + "\n  " + word));
        }

        @Test
        void keepsWordsWhole() {
            assertThat(edits("add", "Name: " + "x".repeat(100) + " y"))
                    .containsExactly(Edit.addHeader("Name", "x".repeat(100) + "\n y"));
        }
    }

    @Nested
    class Insert {

        @Test
        void standsInTheOrderWritten() {
            assertThat(edits("insert", "A: 1", "top T: 1", "B: 2", "top U: 2"))
                    .containsExactly(
                            Edit.insertHeader(Placement.top(), "U", "2"),
                            Edit.insertHeader(Placement.belowReceived(), "B", "2"),
                            Edit.insertHeader(Placement.top(), "T", "1"),
                            Edit.insertHeader(Placement.belowReceived(), "A", "1"));
        }
    }

    @Nested
    class Replace {

        @Test
        void changesEveryFieldOfTheName() {
            assertThat(edits("replace", "X-SPAM: ?"))
                    .containsExactly(Edit.changeHeader(field(1), "?"), Edit.changeHeader(field(3), "?"));
        }

        @Test
        void changesTheFirstOnly() {
            assertThat(edits("replace", "first X-Spam: ?")).containsExactly(Edit.changeHeader(field(1), "?"));
        }

        @Test
        void doesNothingToAMissingField() {
            assertThat(edits("replace", "X-None: ?")).isEmpty();
        }

        @Test
        void addsAMissingFieldWhenToldTo() {
            assertThat(edits("replace", "or-add X-None: ?", "or-add first Subject: ?"))
                    .containsExactly(Edit.addHeader("X-None", "?"), Edit.changeHeader(field(2), "?"));
        }
    }

    @Nested
    class Remove {

        @ParameterizedTest
        @CsvSource(delimiter = '→', textBlock = """
                        X-Spam                  → 1,3
                        x-spam*                 → 1,3,4
                        X-Sp?m                  → 1,3
                        X-Spam: *               → 1,3
                        X-Spam: yes*            → 3
                        X-Spam: *score=?        → 1,3
                        X-Spam: score           →
                        X-Spam: [YN]*           →
                        X-Spam-Level: ***       → 4
                        X-Spam ~ score=[5-9]    → 3
                        X-Spam ~ ^no            →
                        X-Spam ~ (?i)^no        → 1
                        X-Spam ~ re=             → 1,3
                        Subject: hello world    → 2
                        X                       →
                        """)
        void removes(String rule, String indices) {
            List<Edit> expected = indices == null
                    ? List.of()
                    : List.of(indices.split(",", -1)).stream()
                            .map(index -> Edit.deleteHeader(field(Integer.parseInt(index))))
                            .toList();
            assertThat(edits("remove", rule)).isEqualTo(expected);
        }

        @Test
        void looksAtValuesThatAreNotUtf8() {
            TestMessage message = TestMessage.plain("").withHeader("X", "a\udcfcb");
            assertThat(edits(message, Map.of("remove", "X: a?b"))).hasSize(1);
        }
    }

    @Nested
    class Values {

        private final TestMessage message = MESSAGE.withMacro("i", "4Q1")
                .withMacro("{mail_addr}", "a@example.org")
                .withConnection(TestConnection.from("mx.example.org", InetAddress.getLoopbackAddress())
                        .withHelo("mx")
                        .withMacro("j", "here"));

        private Edit add(TestMessage from, String value) {
            return edits(from, Map.of("add", "X: " + value)).get(0);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '→', textBlock = """
                        id {i} at {j}          → id 4Q1 at here
                        {helo}/{client_addr}   → mx/127.0.0.1
                        {client_name}          → mx.example.org
                        {mail_addr}            → a@example.org
                        user {auth_authen|-}   → user -
                        none{auth_authen}      → none
                        {auth_authen|}x        → x
                        {{i} is {i}}           → {i} is 4Q1}
                        $1 \\ {i}              → $1 \\ 4Q1
                        """)
        void areFilledIn(String value, String filled) {
            assertThat(add(message, value)).isEqualTo(Edit.addHeader("X", filled));
        }

        @Test
        void knowTheSenderWithoutTheMacro() {
            assertThat(add(MESSAGE, "<{mail_addr}>")).isEqualTo(Edit.addHeader("X", "<sender@example.org>"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"add", "insert", "replace"})
        void passOverARuleThatComesOutEmpty(String key) {
            assertThat(edits(MESSAGE, Map.of(key, "Subject: {auth_authen} "))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\r\nBcc: b", "a\nBcc: b", "a\r\rBcc: b", "a\u0000\u0085Bcc: b"})
        void cannotSmuggleAnotherFieldIn(String helo) {
            TestMessage hostile =
                    MESSAGE.withConnection(TestConnection.unknown().withHelo(helo));
            assertThat(add(hostile, "{helo}")).isIn(Edit.addHeader("X", "a?Bcc: b"), Edit.addHeader("X", "a??Bcc: b"));
        }

        @Test
        void areNotFilledInTwice() {
            TestMessage hostile =
                    message.withConnection(TestConnection.unknown().withHelo("{i}$1"));
            assertThat(add(hostile, "{helo}")).isEqualTo(Edit.addHeader("X", "{i}$1"));
        }

        @Test
        void areCutWhenLong() {
            TestMessage hostile =
                    MESSAGE.withConnection(TestConnection.unknown().withHelo("\ud83d\ude00".repeat(300)));
            assertThat(add(hostile, "{helo}")).isEqualTo(Edit.addHeader("X", "\ud83d\ude00".repeat(256)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
                    add     → no colon         → write 'Name: value'
                    add     → ': value'        → not a header name (printable ASCII without colon and space): ''
                    add     → Näme: value      → not a header name (printable ASCII without colon and space): 'Näme'
                    add     → Name:            → write a value after the colon
                    add     → top Name: value  → before the name write nothing
                    insert  → last Name: value → before the name write nothing or top
                    replace → all Name: value  → before the name write nothing or first, or-add
                    add     → Name: {i         → write {macro} or {macro|otherwise}, and {{ for a brace
                    add     → Name: {not this} → write {macro} or {macro|otherwise}, and {{ for a brace
                    remove  → ''               → write 'Name', 'Name: glob' or 'Name ~ pattern'
                    remove  → two names        → write 'Name', 'Name: glob' or 'Name ~ pattern'
                    remove  → Name ~ (a        → mend the RE2 pattern: missing closing )
                    remove  → Name ~ (?=a)     → mend the RE2 pattern: invalid or unsupported Perl syntax
                    """)
    void refusesAWrongRuleNamingItsPlaceAndRemedy(String key, String rule, String remedy) {
        Map<String, ?> settings =
                Map.of(key, new String[] {"Right: 1", rule}, "felix.fileinstall.filename", "/conf/headers.config");
        assertThatThrownBy(() -> HeaderRules.of(Settings.of(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("headers.config: " + key + " = '" + rule + "': " + remedy);
    }

    @Test
    void refusesControlCharacters() {
        assertThatThrownBy(() -> edits("add", "Name: a\n b"))
                .hasMessageEndingWith("take out the control character; long values are folded when written");
    }
}
