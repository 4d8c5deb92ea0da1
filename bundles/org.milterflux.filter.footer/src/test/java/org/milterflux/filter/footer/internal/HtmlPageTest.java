package org.milterflux.filter.footer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.Settings;

/** Where the footer comes, marked with a bar, and where it is known again. */
class HtmlPageTest {

    private static final HtmlText FOOTER = html("<p>Acme <b>Grüße</b></p>");

    private static HtmlText html(String html) {
        return HtmlText.of(Settings.of(Map.of("html", html)), new FooterText("-- ", List.of("A < B", "ü")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body><p>Hi</p>|</body></html>",
                "<p>Hi|",
                "|",
                "<p>Hi|</html>\r\n",
                "<BODY title='</body>'>Hi|</BODY\n></HTML>",
                "<body title=\"</body>\">Hi<!-- </body> -->|</body>",
                "<body>Hi<script>'</body>'</script>|</body>",
                "<!--[if mso]><body></body><![endif]--><body>Hi<!--[if mso]></body><![endif]-->|</body>",
                "<head><style>/* </body> */</style><title></body></title></head><body>Hi|</body>",
                "<body>Hi|</body><!-- </body> --></html>",
                "<body>Hi|</body></html>\r\n____\r\nlist",
                "\ufeff<body>Grüße \ud83d\ude00|</body>",
                "<body>a\r\nb\rc\0|</body>"
            })
    void putsItBeforeTheRealEndOfTheBody(String marked) throws Exception {
        String html = marked.replace("|", "");
        assertThat(HtmlPage.of(html).placeFor(FOOTER)).isEqualTo(marked.indexOf('|'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi<!-- </body>", "Hi<script></body>", "<textarea></body>", "<body>Hi<a title='</body>"})
    void leavesAloneWhatEndsWhereNobodyWouldSeeIt(String html) {
        assertThatThrownBy(() -> HtmlPage.of(html).placeFor(FOOTER))
                .hasMessage("the HTML does not end so that a footer would be seen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi <p>Acme <b>Gr&uuml;&szlig;e</b></p> list",
                "<div class=x_footer>Acme\r\n  Grüße",
                "<!-- --><i>Acme</i> <span>Gr&#xFC;&#223;e</span></body>"
            })
    void knowsItAgain(String html) {
        assertThat(HtmlPage.of(html).has(FOOTER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<!-- Acme Grüße -->", "Acme", "<i title='Acme Grüße'>"})
    void isNotFooled(String html) {
        assertThat(HtmlPage.of(html).has(FOOTER)).isFalse();
    }

    @Test
    void knowsAnImageAlone() {
        HtmlText image = html("<img src='https://acme.example/a.png'>");
        assertThat(HtmlPage.of("Hi").has(image)).isFalse();
        assertThat(HtmlPage.of("Hi" + image.block()).has(image)).isTrue();
    }

    @Test
    void isMadeFromThePlainText() {
        assertThat(html("").markup()).isEqualTo("-- <br>\r\nA &lt; B<br>\r\n&#252;");
    }

    @Test
    void breaksLongLinesOfPlainTextUnseen() {
        FooterText text = new FooterText("", List.of("日".repeat(300)));
        HtmlText html = HtmlText.of(Settings.of(Map.of()), text);
        assertThat(html.markup().lines()).allMatch(line -> line.length() < 998);
        assertThat(html.visible()).isEqualTo("日".repeat(300));
    }

    @Test
    void refusesLinesThatMailCannotCarry() {
        assertThatThrownBy(() -> html("<p>\n" + "ü".repeat(151)))
                .hasMessageEndingWith("break the line: it may have at most 900 bytes");
    }
}
