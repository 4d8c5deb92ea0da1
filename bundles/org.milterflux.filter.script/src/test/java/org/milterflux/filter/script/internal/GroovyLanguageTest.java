package org.milterflux.filter.script.internal;

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
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.HeloFilter;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ScanResult;
import org.milterflux.files.FileFilter;
import org.milterflux.files.SourceException;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;

class GroovyLanguageTest {

    private static final TestMessage MESSAGE = TestMessage.plain("Hi\r\n")
            .withHeader("Subject", "Hello")
            .withHeader("X-A", "1")
            .withHeader("X-a", "2")
            .withSender("Ann@Mail.Example.org")
            .withRecipient("bob@example.net")
            .withRecipient("Carl@Example.COM")
            .withMacro("i", "4Q1")
            .withConnection(
                    TestConnection.from("mx.example.org", address("192.0.2.7")).withHelo("mx"));

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Decision onMessage(String block) throws Exception {
        return onMessage(block, MESSAGE);
    }

    private static Decision onMessage(String block, TestMessage message) throws Exception {
        FileFilter filter = Scripts.load("onMessage { " + block + " }");
        try {
            return ((MessageFilter) filter.service()).onMessage(message);
        } finally {
            filter.release().run();
        }
    }

    private static HeaderField field(int index) {
        return MESSAGE.headers().fields().get(index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sender == 'Ann@Mail.Example.org' && sender.domain == 'mail.example.org' && sender.local == 'Ann'",
                "sender.isIn('example.org') && !sender.isIn('ample.org') && sender.isIn('mail.example.ORG')",
                "recipients == ['bob@example.net', 'Carl@Example.COM'] && recipients.collect { it.domain } == ['example.net', 'example.com']",
                "recipients.any { it.domain == 'example.com' } && !recipients.any { it.domain in ['a', 'b'] }",
                "subject == 'Hello' && subject =~ /(?i)hel/ && header('x-a') == '1' && headers('X-A') == ['1', '2']",
                "hasHeader('X-A') && !hasHeader('X-B') && header('X-B') == '' && !header('X-B')",
                "client.address == '192.0.2.7' && client.network == '192.0.2.0/24' && client.name == 'mx.example.org'",
                "client.helo == 'mx' && client.inNetwork('198.51.100.0/24', '192.0.2.0/25') && !client.inNetwork('::1')",
                "queueId == '4Q1' && macro('{i}') == '4Q1' && !macro('none') && !user && size == 4 && text == 'Hi\\r\\n'",
                "!attachments && view.headers().fields().size() == 3 && listener",
                "!attributes['none'] && { attributes['x'] = 1; attributes['x'] == 1 }()",
                "minutes(1) > seconds(59) && hours(24) == days(1)",
            })
    void reads(String condition) throws Exception {
        assertThat(onMessage("if (" + condition + ") reject('yes')")).isEqualTo(Verdict.reject("5.7.1", "yes"));
    }

    @Nested
    class Verdicts {

        @ParameterizedTest
        @CsvSource(delimiter = '→', textBlock = """
                reject('no')                   → 550 5.7.1 no
                reject('5.1.1', 'no')          → 550 5.1.1 no
                tempfail('later')              → 451 4.7.1 later
                tempfail('4.2.2', 'later')     → 451 4.2.2 later
                reply(452, '4.2.2', 'full')    → 452 4.2.2 full
                recipients.each { reject it }  → 550 5.7.1 bob@example.net
                reject "no $sender.local"      → 550 5.7.1 no Ann
                """)
        void refuse(String verb, String reply) throws Exception {
            String[] words = reply.split(" ", 3);
            assertThat(onMessage(verb))
                    .isEqualTo(Verdict.reply(SmtpReply.of(Integer.parseInt(words[0]), words[1], words[2])));
        }

        @Test
        void endTheBlock() throws Exception {
            assertThat(onMessage("addHeader('X', '1'); pass(); addHeader('Y', '2')"))
                    .isEqualTo(Decision.edit(Edit.addHeader("X", "1")));
            assertThat(onMessage("addHeader('X', '1'); discard()")).isEqualTo(Verdict.discard());
            assertThat(onMessage("try { reject('no') } catch (Exception e) { pass() }"))
                    .isEqualTo(Verdict.reject("5.7.1", "no"));
            assertThat(onMessage("accept()")).isEqualTo(Verdict.pass());
        }
    }

    @Nested
    class Edits {

        @Test
        void areMadeInTheOrderSaid() throws Exception {
            assertThat(onMessage("""
                            insertHeader 'A', 'b'
                            removeRecipient 'BOB@example.net'
                            removeRecipient 'nobody@example.net'
                            rewriteRecipient 'carl@example.com', 'dora@example.com'
                            addRecipient "e@$sender.domain"
                            changeSender ''
                            quarantine 'why'
                            """))
                    .isEqualTo(Decision.edit(
                            Edit.insertHeader(org.milterflux.api.Placement.belowReceived(), "A", "b"),
                            Edit.deleteRecipient("bob@example.net"),
                            Edit.deleteRecipient("Carl@Example.COM"),
                            Edit.addRecipient("dora@example.com"),
                            Edit.addRecipient("e@mail.example.org"),
                            Edit.changeSender(""),
                            Edit.quarantine("why")));
        }

        @Test
        void haveOneLastWordPerField() throws Exception {
            assertThat(onMessage(
                            "addHeader 'x-a', '3'; removeHeader 'X-A'; setHeader 'X-A', '4'; setHeader 'X-A', '5'"))
                    .isEqualTo(Decision.edit(Edit.changeHeader(field(1), "5"), Edit.deleteHeader(field(2))));
            assertThat(onMessage("setHeader 'X-N', '1'; setHeader 'X-N', '2'"))
                    .isEqualTo(Decision.edit(Edit.addHeader("X-N", "2")));
        }

        @Test
        void keepTheBytesOfASubject() throws Exception {
            TestMessage message = TestMessage.plain("").withHeader("Subject", "=?iso-8859-1?q?Gr=FC=DFe?=\n und mehr");
            HeaderField subject = message.headers().fields().get(0);
            assertThat(onMessage("if (subject == 'Grüße und mehr') subject = \"[EXT] $subject\"", message))
                    .isEqualTo(
                            Decision.edit(Edit.changeHeader(subject, "[EXT] =?iso-8859-1?q?Gr=FC=DFe?=\n und mehr")));
            assertThat(onMessage("subject = 'Grüße'", message))
                    .isEqualTo(Decision.edit(Edit.changeHeader(subject, "=?ISO-8859-1?B?R3L832U=?=")));
        }

        @Test
        void cannotSmuggleAnotherFieldIn() throws Exception {
            assertThat(onMessage("addHeader 'X', 'a\\r\\nBcc: b'"))
                    .isEqualTo(Decision.edit(Edit.addHeader("X", "a Bcc: b")));
        }

        @Test
        void appendToPlainTextOnly() throws Exception {
            assertThat(onMessage("if (!appendText('--\\nAcme')) reject('cannot')"))
                    .isEqualTo(Decision.edit(
                            Edit.appendToBody("--\r\nAcme\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            assertThat(onMessage("if (!appendText('Grüße')) reject('cannot')"))
                    .isEqualTo(Verdict.reject("5.7.1", "cannot"));
            assertThat(onMessage(
                            "if (!appendText('x')) reject('cannot')", MESSAGE.withHeader("Content-Type", "text/html")))
                    .isEqualTo(Verdict.reject("5.7.1", "cannot"));
        }
    }

    @Nested
    class Mistakes {

        @ParameterizedTest
        @CsvSource(delimiter = '→', textBlock = """
                onMessage { rejct('no') }                        → 1:13: Cannot find matching method
                onMessage { if (sendr) pass() }                  → 1:17: The variable [sendr] is undeclared
                onMessage { sender.domian }                      → 1:13: No such property: domian
                onMessage { int x = subject }                    → 1:21: Cannot assign value of type java.lang.String
                onMessage { quarantine(1) }                      → 1:13: Cannot find matching method
                onConnect { subject = 'x' }                      → 1:13: The variable [subject] is undeclared
                onMessage { subject = 'x' }}                     → 1:28: Unexpected input
                onMessage { client.inNetwork('192.0.2.0/33') }   → 1:13: '192.0.2.0/33' is no network
                onMessage { reject('5.7', 'no') }                → 1:13: not an enhanced code such as 5.7.1: 5.7
                onMessage { addHeader 'X Y', sender }            → 1:13: not a header name
                onMessage { macro(1) }                           → 1:13: Cannot find matching method
                onMessage { recipients*.domain }                 → 1:13: Groovy cannot do that with parts of addresses
                onMesage { pass() }                              → 1:1: Cannot find matching method
                rank 'x'                                         → 1:1: Cannot find matching method
                rank 1                                           → it does nothing at any stage
                onMessage { }; onMessage { }                     → 1: there are two onMessage blocks
                def x = settings.text('domain'); onMessage { }   → 1: configuration: domain = '': it must be set
                """)
        void haveAPlace(String script, String place) {
            String prefix = Character.isDigit(place.charAt(0)) ? "try.groovy:" : "try.groovy: ";
            assertThatThrownBy(() -> Scripts.load(script)).hasMessageStartingWith(prefix + place);
        }

        @Test
        void atRunTimeHaveOneToo() throws Exception {
            assertThatThrownBy(() -> onMessage("\n\nthrow new java.io.IOException('no disk')"))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("try.groovy:3: java.io.IOException: no disk");
            assertThatThrownBy(() -> onMessage("subject = ''"))
                    .hasMessage("try.groovy:1: an empty Subject is none; say removeHeader if you mean that");
            assertThatThrownBy(() -> onMessage("\nclient.inNetwork(subject)"))
                    .hasMessageStartingWith("try.groovy:2: 'Hello' is no network");
        }
    }

    @Nested
    class Profile {

        private Map<String, Object> profile(String script) throws Exception {
            return Scripts.load(script).properties();
        }

        @Test
        void saysWhatTheScriptMayDo() throws Exception {
            Map<String, Object> profile = profile("""
                    rank 7
                    produces 'mark'
                    onMessage {
                        if (macro('{auth_type}') && attributes['clamav']) subject += '!'
                        recipients.each(this.&addRecipient)
                        attributes['mark'] = 1
                    }
                    void addRecipient(String x) { }
                    """);
            assertThat(profile)
                    .containsEntry("service.ranking", 7)
                    .containsEntry("milter.body", false)
                    .containsEntry("milter.edits", new String[] {"HEADERS", "RECIPIENTS"})
                    .containsEntry("milter.macros", new String[] {"auth_type"})
                    .containsEntry("milter.produces", new String[] {"mark"})
                    .containsEntry("milter.consumes", new String[] {"clamav"});
        }

        @ParameterizedTest
        @CsvSource({
            "subject, , false",
            "subject = 'x', HEADERS, false",
            "appendText('x'), BODY, true",
            "attachments, , true",
            "view, , true",
            "quarantine 'x', QUARANTINE, false",
            "changeSender 'x', SENDER, false"
        })
        void isDerivedFromTheWords(String word, String edits, boolean body) throws Exception {
            assertThat(profile("onMessage { " + word + " }"))
                    .containsEntry("milter.edits", edits == null ? new String[0] : new String[] {edits})
                    .containsEntry("milter.body", body);
        }

        @Test
        void hasTheStagesOfItsBlocks() throws Exception {
            FileFilter filter =
                    Scripts.load("onConnect { }; onHelo { }; onRecipient { if (recipient) reject(recipient) }");
            assertThat(filter.stages())
                    .containsExactlyInAnyOrder(ConnectFilter.class, HeloFilter.class, RecipientFilter.class);
            assertThat(((RecipientFilter) filter.service()).onRecipient(MESSAGE, new Recipient("b@x", List.of())))
                    .isEqualTo(Verdict.reject("5.7.1", "b@x"));
            assertThat(((ConnectFilter) filter.service()).onConnect(TestConnection.unknown()))
                    .isEqualTo(Verdict.pass());
            assertThat(filter.service())
                    .isEqualTo(filter.service())
                    .isNotEqualTo("x")
                    .hasToString("try.groovy");
        }
    }

    @Test
    void isInterruptedInALoop() throws Exception {
        MessageFilter filter =
                (MessageFilter) Scripts.load("onMessage { while (true) { } }").service();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> filter.onMessage(MESSAGE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boolean odd(String s) { s.length() % 2 == 1 }\nonMessage { if (odd(subject)) log.info \"odd $subject\" }",
                "onMessage { def m = subject =~ /\\[(\\d+)\\]/; if (m.find()) addHeader 'X-Ticket', m.group(1) }",
                "import groovy.transform.Field\n@Field Set<String> seen = [] as Set\nonMessage { seen << sender }",
                "onMessage { switch (sender.domain) { case 'a': reject 'x'; break; default: pass() } }",
                "onMessage { if (client.inNetwork(settings.texts('networks'))) return\n addHeader 'X-Size', \"$size\" }",
                "onMessage { attachments.each { log.info \"$it.name $it.type\" }; for (r in recipients) log.info(r) }",
                "def own = ['a.example': 'x']\nonMessage { own.each { k, v -> if (sender.isIn(k)) setHeader v, k } }",
                "@groovy.transform.CompileDynamic def loose(x) { x.anything }\nonMessage { if (subject == 'never') loose(1) }",
                "onMessage { javax.naming.directory.DirContext none = null; if (new Date() < new Date(0)) none.close() }",
            })
    void takesGroovyAsPeopleWriteIt(String script) throws Exception {
        MessageFilter filter = (MessageFilter) Scripts.load(script).service();
        assertThat(filter.onMessage(MESSAGE)).isInstanceOf(Decision.class);
    }

    @Test
    void readsWhatScannersFound() throws Exception {
        FileFilter filter = Scripts.load(
                "onMessage { def av = scan('clamav'); if (av.found) reject(\"$av.findings $av.score $av.clean\") }");
        assertThat(filter.properties()).containsEntry("milter.consumes", new String[] {"clamav"});
        MessageFilter service = (MessageFilter) filter.service();
        TestMessage message = TestMessage.plain("");
        assertThat(service.onMessage(message)).isEqualTo(Verdict.pass());
        ScanResult.of("clamav", "clamd", ScanResult.Topic.MALWARE, ScanResult.Outcome.FOUND, List.of("Eicar"))
                .scored(7, 5)
                .leaveIn(message.attributes());
        assertThat(service.onMessage(message)).isEqualTo(Verdict.reject("5.7.1", "[Eicar] 7.0 false"));
    }

    @Test
    void foldsLongHeaders() throws Exception {
        assertThat(onMessage("addHeader 'X', 'word ' * 20"))
                .isEqualTo(Decision.edit(
                        Edit.addHeader("X", "word ".repeat(14) + "word\n word" + " word".repeat(4) + " ")));
    }

    @Test
    void readsItsSettings() throws Exception {
        MessageFilter filter = (MessageFilter) Scripts.load(
                        "def most = settings.number('most', 3, 1, 9)\nonMessage { if (most > 3) reject(settings.text('why')) }",
                        Map.of("most", "4", "why", "because"))
                .service();
        assertThat(filter.onMessage(MESSAGE)).isEqualTo(Verdict.reject("5.7.1", "because"));
    }
}
