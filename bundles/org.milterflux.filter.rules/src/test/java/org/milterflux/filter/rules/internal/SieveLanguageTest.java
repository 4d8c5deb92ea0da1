package org.milterflux.filter.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Placement;
import org.milterflux.api.Settings;
import org.milterflux.api.Verdict;
import org.milterflux.files.FileFilter;
import org.milterflux.files.Source;
import org.milterflux.testing.TestMessage;

class SieveLanguageTest {

    private static final TestMessage MESSAGE = TestMessage.plain("Hello W=F6rld\r\n")
            .withHeader("From", "Ann <ann@Mail.Example.org>")
            .withHeader("Subject", "=?utf-8?q?Gr=C3=BC=C3=9Fe?=")
            .withHeader("X-A", "one")
            .withHeader("X-a", "two")
            .withHeader("Content-Type", "text/plain; charset=iso-8859-1")
            .withHeader("Content-Transfer-Encoding", "quoted-printable")
            .withSender("bounce@example.org")
            .withRecipient("bob@example.net")
            .withRecipient("carl@example.net");

    private static final String REQUIRE =
            "require [\"reject\", \"envelope\", \"body\", \"editheader\", \"vnd.milterflux.quarantine\"];\n";

    private static FileFilter load(String text) throws Exception {
        return new SieveLanguage().load(new Source("try", Path.of("try.sieve"), text, Settings.of(Map.of())));
    }

    private static Decision decide(String script) throws Exception {
        return ((MessageFilter) load(REQUIRE + script).service()).onMessage(MESSAGE);
    }

    private static HeaderField field(int index) {
        return MESSAGE.headers().fields().get(index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "header :is \"subject\" \"Grüße\"",
                "header :contains [\"subject\", \"x-a\"] \"TWO\"",
                "header :matches \"from\" \"*@mail.*\"",
                "not header :comparator \"i;octet\" :is \"x-a\" \"ONE\"",
                "address :domain :is \"from\" \"mail.example.org\"",
                "address :localpart \"from\" \"ann\"",
                "envelope :all :is \"from\" \"bounce@example.org\"",
                "envelope :domain \"to\" \"example.net\"",
                "exists [\"from\", \"x-a\"]",
                "not exists [\"from\", \"x-b\"]",
                "size :under 1K",
                "size :over 100",
                "body :raw :contains \"hello w=f6\"",
                "body :text :contains \"wörld\"",
                "body :content \"text\" :contains [\"nothing\", \"WÖRLD\"]",
                "not body :content \"image\" :contains \"hello\"",
                "allof (true, anyof (false, true))",
            })
    void tests(String test) throws Exception {
        assertThat(decide("if " + test + " { reject \"yes\"; }")).isEqualTo(Verdict.reject("5.7.1", "yes"));
    }

    @Test
    void decides() throws Exception {
        assertThat(decide("")).isEqualTo(Verdict.pass());
        assertThat(decide("keep;")).isEqualTo(Verdict.pass());
        assertThat(decide("if true { stop; } discard;")).isEqualTo(Verdict.pass());
        assertThat(decide("discard;")).isEqualTo(Verdict.discard());
        assertThat(decide("if false { discard; } elsif true { reject text:\nNo.\nReally.\n.\n; } else { discard; }"))
                .isEqualTo(Verdict.reject("5.7.1", "No.", "Really."));
        assertThat(decide("quarantine \"why\";")).isEqualTo(Decision.edit(Edit.quarantine("why")));
    }

    @Test
    void redirects() throws Exception {
        assertThat(decide("redirect \"dora@example.com\";"))
                .isEqualTo(Decision.edit(
                        Edit.addRecipient("dora@example.com"),
                        Edit.deleteRecipient("bob@example.net"),
                        Edit.deleteRecipient("carl@example.net")));
        assertThat(decide("redirect \"dora@example.com\"; keep;"))
                .isEqualTo(Decision.edit(Edit.addRecipient("dora@example.com")));
    }

    @Test
    void addsHeaders() throws Exception {
        assertThat(decide("addheader \"X-1\" \"a\"; addheader \"X-2\" \"b\"; addheader :last \"X-3\" \"ü\";"))
                .isEqualTo(Decision.edit(
                        Edit.insertHeader(Placement.belowReceived(), "X-1", "a"),
                        Edit.insertHeader(Placement.belowReceived(), "X-2", "b"),
                        Edit.addHeader("X-3", "=?ISO-8859-1?B?/A==?=")));
        assertThat(decide("addheader \"X-1\" \"a\"; if header \"x-1\" \"a\" { discard; }"))
                .isEqualTo(Verdict.discard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            deleteheader "x-a";                                  → 2,3
            deleteheader :index 1 "x-a";                         → 2
            deleteheader :index 1 :last "X-A";                   → 3
            deleteheader :index 3 "X-A";                         →
            deleteheader :contains "x-a" ["w", "z"];             → 3
            deleteheader :matches "subject" "gr*";               → 1
            deleteheader :comparator "i;octet" :is "x-a" "ONE";  →
            deleteheader :is "x-a" "ONE";                        → 2
            """)
    void deletesHeaders(String command, String indices) throws Exception {
        List<Edit> expected = indices == null
                ? List.of()
                : List.of(indices.split(",")).stream()
                        .map(index -> Edit.deleteHeader(field(Integer.parseInt(index))))
                        .toList();
        assertThat(decide(command)).isEqualTo(Decision.edit(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            fileinto "Junk";                                     → 1:1: there is no command fileinto here: an MTA has no folders
            require "fileinto";                                  → 1:9: there is no extension fileinto here: an MTA has no folders
            require "vacation";                                  → 1:9: there is no extension vacation here
            if true { kep; }                                     → 1:11: there is no command kep here
            if headr "a" "b" { keep; }                           → 1:4: there is no test headr here
            reject "no";                                         → 1:1: reject needs: require "reject";
            if header :is "a" { keep; }                          → 1:1:
            if false { if header :foo "a" "b" { keep; } }        → 1:12:
            if anyof (true, size :above 1K) { keep; }            → 1:1:
            redirect;                                            → 1:1:
            keep; elsif true { keep; }                           → 1:7:
            keep                                                 → 1:
            if true { keep; ]                                    → 1:17: ']' is not expected here
            if true { keep;                                      → 1:
            require "editheader"; addheader "X Y" "a";           → 1:23: not a header name
            require "editheader"; addheader "X";                 → 1:23: it needs a value, in quotes
            require "editheader"; deleteheader :index 0 "X";     → 1:23: a number from 1 must follow :index
            require "editheader"; deleteheader "X" "Y" "Z";      → 1:23: it does not understand
            """)
    void tellsMistakesWhenItIsLoaded(String script, String reason) {
        assertThatThrownBy(() -> load(script)).hasMessageStartingWith("try.sieve:" + reason);
    }

    @Test
    void declaresWhatTheScriptMayDo() throws Exception {
        assertThat(load("keep;").properties())
                .containsEntry("milter.edits", new String[0])
                .containsEntry("milter.body", false);
        assertThat(load(REQUIRE + "if size :over 1M { addheader \"X\" \"y\"; redirect \"a@b.example\"; }")
                        .properties())
                .containsEntry("milter.edits", new String[] {"HEADERS", "RECIPIENTS"})
                .containsEntry("milter.body", true);
    }

    @Test
    void survivesAddressesThatAreNone() throws Exception {
        FileFilter filter = load("if address :domain \"from\" \"evil.example\" { discard; }");
        TestMessage spam = TestMessage.plain("").withHeader("From", "<<x\"@@ ;: bad@evil.example(");
        assertThat(((MessageFilter) filter.service()).onMessage(spam)).isEqualTo(Verdict.discard());
    }
}
