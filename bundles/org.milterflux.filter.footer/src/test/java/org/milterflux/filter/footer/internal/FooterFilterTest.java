package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Settings;
import org.milterflux.api.Verdict;
import org.milterflux.testing.TestMessage;
import org.slf4j.LoggerFactory;

class FooterFilterTest {

    private static final String FILE = "felix.fileinstall.filename";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(FooterFilter.class);
    }

    private static Decision appended(String text) {
        return Decision.edit(Edit.appendToBody(text.getBytes(UTF_8)));
    }

    @Test
    void appendsToPlainText() throws Exception {
        FooterFilter filter = new FooterFilter(Map.of("text", "Acme"));
        assertThat(filter.onMessage(TestMessage.plain("Hi\r\n"))).isEqualTo(appended("\r\n-- \r\nAcme\r\n"));
    }

    @Test
    void letsPassWhatItLeavesAloneAndSaysWhy() throws Exception {
        FooterFilter filter = new FooterFilter(Map.of("text", "Acme"));
        TestMessage message =
                TestMessage.plain("<p>").withHeader("Content-Type", "text/rtf").withMacro("i", "4Q1");

        assertThat(filter.onMessage(message)).isEqualTo(Verdict.pass());
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("4Q1: no footer: the content is 'text/rtf'");
    }

    @Test
    void takesANewTextIntoUse() throws Exception {
        FooterFilter filter = new FooterFilter(Map.of("text", "Acme"));
        filter.modified(Map.of("text", new String[] {"Acme", "Berlin"}));
        assertThat(filter.onMessage(TestMessage.plain("Hi\r\n"))).isEqualTo(appended("\r\n-- \r\nAcme\r\nBerlin\r\n"));
    }

    @Test
    void keepsTheOldTextWhenTheNewOneIsWrong() throws Exception {
        FooterFilter filter = new FooterFilter(Map.of("text", "Acme"));
        filter.modified(Map.of("text", "Other", "maxReencodedBytes", "much", FILE, "/conf/footer.config"));

        assertThat(filter.onMessage(TestMessage.plain("Hi\r\n"))).isEqualTo(appended("\r\n-- \r\nAcme\r\n"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("footer.config: maxReencodedBytes = 'much': write a whole number from 0 to 67108864;"
                        + " the footer before it stays in force");
        assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments("text", "", "write the text to append"),
                arguments("text", " \n ", "write the text to append"),
                arguments("text", "Ac\u0007me", "take out the control character"),
                arguments("separator", "--\n", "take out the control character"),
                arguments("maxReencodedBytes", "-1", "write a whole number from 0 to 67108864"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesAWrongValueNamingItsPlaceAndRemedy(String key, String value, String remedy) {
        Map<String, String> settings = new HashMap<>(Map.of("text", "Acme", FILE, "/conf/footer.config"));
        settings.put(key, value);
        assertThatThrownBy(() -> new FooterFilter(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("footer.config: " + key + " = '")
                .hasMessageEndingWith(remedy);
    }

    @Test
    void refusesLinesThatMailCannotCarry() {
        assertThatThrownBy(() -> new FooterFilter(Map.of("text", List.of("Acme", "ü".repeat(451)))))
                .hasMessageEndingWith("break the line: it may have at most 900 bytes");
    }

    @Test
    void needsAText() {
        assertThatThrownBy(() -> new FooterFilter(Map.of("service.pid", FooterFilter.PID)))
                .hasMessage(FooterFilter.PID + ": text = '': write the text to append");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(FooterFilter.PID + ": text = '': write the text to append;"
                        + " until then the filter does not stand in the chain");
    }

    @Test
    void describesTheDefaultsItHas() throws Exception {
        Footer footer = Footer.of(Settings.of(Map.of("text", "Acme")));
        assertThat(FooterConfiguration.class.getDeclaredMethod("separator").getDefaultValue())
                .isEqualTo(footer.text().separator());
        assertThat(FooterConfiguration.class
                        .getDeclaredMethod("maxReencodedBytes")
                        .getDefaultValue())
                .isEqualTo(footer.maxReencodedBytes());
    }
}
