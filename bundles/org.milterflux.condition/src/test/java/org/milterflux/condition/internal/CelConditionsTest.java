package org.milterflux.condition.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.milterflux.core.condition.Condition;
import org.milterflux.core.condition.ConditionException;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;

class CelConditionsTest {

    private static final CelConditions CONDITIONS = new CelConditions();

    private static Condition compile(String expression) {
        try {
            return CONDITIONS.compile(expression);
        } catch (ConditionException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean test(String expression, Facts facts) {
        return compile(expression).test(facts);
    }

    @Nested
    class FactsNamed {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "client.address == '192.0.2.7'",
                    "client.host == 'mail.example.org'",
                    "client.port == 25025",
                    "listener == 'mx'",
                    "helo == 'mail.Example.org'",
                    "helo.lowerAscii() == 'mail.example.org'",
                    "helo.matches('^mail[.]')",
                    "tls",
                    "authenticated && user == 'anna'",
                    "sender.address == 'Anna@Example.org'",
                    "sender.domain == 'example.org'",
                    "recipients.size() == 3",
                    "'d@example.net' in recipients",
                    "recipientDomains == ['sub.example.com', 'example.net']",
                    "recipientDomains.all(d, d.inDomain('example.com') || d.inDomain('example.net'))",
                    "size > 1999 && size <= 2000",
                    "attributes.spf == 'pass'",
                    "attributes['score'] > 5",
                    "has(attributes.spf) && !has(attributes.dkim)",
                    "'dkim' in attributes ? attributes.dkim == 'pass' : true",
                    "'b' in attributes.lists"
                })
        void areKnownByName(String expression) {
            assertThat(test(expression, TestFacts.MESSAGE)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "client.address == ''",
                    "!client.address.inNetwork('0.0.0.0/0') && !client.address.inNetwork('::/0')",
                    "client.host == '' && client.port == 0",
                    "helo == '' && !tls && !authenticated && user == ''",
                    "sender.address == '' && sender.domain == ''",
                    "recipients == [] && size == 0 && attributes == {}"
                })
        void haveAValueWhenTheMtaTellsNothing(String expression) {
            assertThat(test(expression, TestFacts.NOTHING)).isTrue();
        }

        @Test
        void ofFiltersKeepTheirTypeOrBecomeText() {
            TestFacts facts = TestFacts.MESSAGE.with(Map.of(
                    "flag",
                    true,
                    "int",
                    1,
                    "long",
                    2L,
                    "float",
                    0.5f,
                    "double",
                    0.25,
                    "enum",
                    Scope.HELO,
                    "set",
                    Set.of(3)));
            assertThat(test(
                            "attributes.flag && attributes.int == 1 && attributes.long == 2 && attributes.float == 0.5"
                                    + " && attributes.double == 0.25 && attributes.enum == 'helo' && 3 in attributes.set",
                            facts))
                    .isTrue();
        }

        @Test
        void ofScannersShowTheirParts() {
            ScanResult spam = ScanResult.of("rspamd", "rspamd", Topic.SPAM, Outcome.FOUND, List.of("GTUBE"));
            ScanResult virus = ScanResult.of("clamav", "clamd", Topic.MALWARE, Outcome.CLEAN, List.of());
            TestFacts facts = TestFacts.MESSAGE.with(Map.of("rspamd", spam.scored(12, 7.5), "clamav", virus));
            assertThat(test(
                            "attributes.rspamd.outcome == 'found' && attributes.rspamd.score > 10.0"
                                    + " && 'GTUBE' in attributes.rspamd.findings && attributes.rspamd.topic == 'spam'"
                                    + " && attributes.clamav.outcome == 'clean' && !has(attributes.clamav.score)",
                            facts))
                    .isTrue();
        }
    }

    @Nested
    class Networks {

        @ParameterizedTest
        @CsvSource({
            "192.0.2.7,   192.0.2.0/24,       true",
            "192.0.2.7,   192.0.2.7,          true",
            "192.0.2.7,   192.0.2.8,          false",
            "192.0.2.7,   192.0.2.200/24,     true",
            "192.0.3.7,   192.0.2.0/24,       false",
            "192.0.2.7,   0.0.0.0/0,          true",
            "192.0.2.7,   ::/0,               false",
            "2001:db8::7, 2001:db8::/32,      true",
            "2001:db9::7, 2001:db8::/32,      false",
            "2001:db8::7, 2001:DB8:0:0::7,    true",
            "2001:db8::7, 0.0.0.0/0,          false",
            "fe80::1,     fe80::/10,          true",
            "::1,         ::1/128,            true",
        })
        void holdAddresses(String address, String network, boolean inside) {
            assertThat(test("client.address.inNetwork('" + network + "')", TestFacts.MESSAGE.from(address)))
                    .isEqualTo(inside);
        }

        @Test
        void canBeSeveral() {
            String expression = "['10.0.0.0/8', '2001:db8::/32'].exists(n, client.address.inNetwork(n))";
            assertThat(test(expression, TestFacts.MESSAGE.from("10.1.2.3"))).isTrue();
            assertThat(test(expression, TestFacts.MESSAGE.from("2001:db8::1"))).isTrue();
            assertThat(test(expression, TestFacts.MESSAGE.from("192.0.2.1"))).isFalse();
        }

        @Test
        void compareAddressesAsRfc5952WritesThem() {
            assertThat(test("client.address == '2001:db8::1'", TestFacts.MESSAGE.from("2001:0db8:0:0::0:1")))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "192.0.2.0/33",
                    "192.0.2",
                    "192.0.2.256",
                    "192.0.2.*",
                    "10",
                    "",
                    "*",
                    "2001:db8::/129",
                    "mail.example.org",
                    "192.0.2.1-7",
                    "010.0.0.1"
                })
        void thatAreNoneAreFoundWhenTheConditionIsRead(String network) {
            assertThatExceptionOfType(ConditionException.class)
                    .isThrownBy(() -> CONDITIONS.compile("tls && client.address.inNetwork('" + network + "')"))
                    .withMessageContaining(":1:33: ")
                    .withMessageContaining("'" + network + "' is no network; write a network as in 192.0.2.0/24");
        }
    }

    @Nested
    class DomainNames {

        @ParameterizedTest
        @CsvSource({
            "example.org,     example.org, true",
            "a.b.example.org, example.org, true",
            "a.EXAMPLE.org,   Example.ORG, true",
            "badexample.org,  example.org, false",
            "org,             example.org, false",
            "'',              example.org, false"
        })
        void holdThoseBelowThem(String name, String domain, boolean inside) {
            assertThat(test("'" + name + "'.inDomain('" + domain + "')", TestFacts.NOTHING))
                    .isEqualTo(inside);
        }
    }

    @Nested
    class Scopes {

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "true                                                      ; CONNECTION",
                    "client.address.inNetwork('192.0.2.0/24')                  ; CONNECTION",
                    "client.host.inDomain('example.org') && client.port < 1024 ; CONNECTION",
                    "listener == 'mx'                                          ; CONNECTION",
                    "listener == 'mx' && helo == 'x'                           ; HELO",
                    "tls || listener == 'mx'                                   ; HELO",
                    "!authenticated                                            ; SENDER",
                    "user == 'anna'                                            ; SENDER",
                    "sender.address == ''                                      ; SENDER",
                    "sender.domain == 'x' && tls                               ; SENDER",
                    "recipients.exists(r, r == sender.address)                 ; RECIPIENTS",
                    "recipientDomains.exists(d, d.inDomain('example.org'))     ; RECIPIENTS",
                    "size < 100                                                ; MESSAGE",
                    "has(attributes.spf)                                       ; MESSAGE",
                    "recipients.size() > 1 && listener == 'mx'                 ; RECIPIENTS",
                    "['size'].exists(attributes, attributes == listener)       ; MESSAGE"
                })
        void areTheLatestOfWhatIsNamed(String expression, Scope scope) {
            assertThat(compile(expression).scope()).isEqualTo(scope);
        }
    }

    @Nested
    class Mistakes {

        @Test
        void areToldWithTheirPlace() {
            assertThatExceptionOfType(ConditionException.class)
                    .isThrownBy(() -> CONDITIONS.compile("tls && sender.adress == 'x'"))
                    .withMessage("""
                            ERROR: condition:1:8: undeclared reference to 'sender' (in container '')
                             | tls && sender.adress == 'x'
                             | .......^""");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "tls &&                  | mismatched input",
                    "tls == 'yes'            | no matching overload for '_==_' applied to '(bool, string)'",
                    "sender.address          | expected type 'bool' but found 'string'",
                    "size > '5'              | no matching overload",
                    "helo.startsWith(5)      | no matching overload",
                    "helo.matches('(')       | Regex validation failed",
                    "client.address.inNet(1) | undeclared reference to 'inNet'",
                    "''                      | mismatched input"
                })
        void areFoundWhenTheConditionIsRead(String expression, String mistake) {
            assertThatExceptionOfType(ConditionException.class)
                    .isThrownBy(() -> CONDITIONS.compile(expression))
                    .withMessageContaining(mistake)
                    .withMessageContaining(":1:");
        }
    }

    @Nested
    class Testing {

        @Test
        void failForAnAttributeThatNoFilterLeft() {
            Condition condition = compile("attributes.dkim == 'pass'");
            assertThatIllegalStateException()
                    .isThrownBy(() -> condition.test(TestFacts.MESSAGE))
                    .withMessageContaining("its condition cannot be told")
                    .withMessageContaining("dkim");
        }

        @Test
        void failForANetworkThatIsNone() {
            Condition condition = compile("client.address.inNetwork(helo)");
            assertThatIllegalStateException()
                    .isThrownBy(() -> condition.test(TestFacts.MESSAGE))
                    .withMessageContaining("is no network");
        }

        @Test
        void askOnlyForWhatIsNamed() {
            Condition condition = compile("listener == 'mx' || size > 5");
            assertThat(condition.test(new TestFacts(
                            TestFacts.NOTHING.address(),
                            "",
                            0,
                            "mx",
                            TestFacts.NOTHING.helo(),
                            false,
                            TestFacts.NOTHING.user(),
                            "",
                            List.of(),
                            0,
                            Map.of())))
                    .isTrue();
        }

        @Test
        void endWhateverTheSenderThinksOf() {
            Condition condition = compile("recipients.exists(a, recipients.exists(b, a + b == 'x'))");
            List<String> many = IntStream.range(0, 10_000)
                    .mapToObj(i -> "r" + i + "@example.org")
                    .toList();
            assertThatIllegalStateException()
                    .isThrownBy(() -> condition.test(TestFacts.MESSAGE.to(many)))
                    .withMessageContaining("1000000");
        }

        @Test
        void keepTheirText() {
            assertThat(compile(" tls ").expression()).isEqualTo(" tls ");
            assertThat(compile("tls")).hasToString("tls");
        }
    }
}
