package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

    record Row(String wire, SmtpReply reply) {}

    static List<Row> rows() {
        return List.of(
                new Row("550 5.7.1 No", SmtpReply.of(550, "5.7.1", "No")),
                new Row("550 No", SmtpReply.of(550, "", "No")),
                new Row("421 4.7.0 Closing", SmtpReply.of(421, "4.7.0", "Closing")),
                new Row("550-5.7.1 One\r\n550 5.7.1 Two", SmtpReply.of(550, "5.7.1", "One", "Two")),
                new Row("550-One\r\n550 Two", SmtpReply.of(550, "", "One", "Two")),
                new Row("550-5.7.1 One\r\n550 Two", SmtpReply.of(550, "", "5.7.1 One", "Two")),
                new Row("451 4.7.1 50%% full", SmtpReply.of(451, "4.7.1", "50% full")),
                new Row("451 %%%%", SmtpReply.of(451, "", "%%")),
                new Row("554 5.7.1 ", SmtpReply.of(554, "5.7.1", "")),
                new Row("550 ", SmtpReply.of(550, "", "")),
                new Row("550 5.7.1234 No", SmtpReply.of(550, "", "5.7.1234 No")),
                new Row("550 5.7.1", SmtpReply.of(550, "", "5.7.1")),
                new Row("550 5.7.1 Gr\u00fc\u00dfe \udcff", SmtpReply.of(550, "5.7.1", "Gr\u00fc\u00dfe \udcff")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsAndWrites(Row row) {
        assertThat(SmtpReply.parse(row.wire())).isEqualTo(row.reply());
        assertThat(row.reply().wire()).isEqualTo(row.wire());
        assertThat(new ReplyCode(row.wire()).fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "550",
                "55",
                "5x0 No",
                "250 Yes",
                "354 Go on",
                "600 No",
                "550-No",
                "550_No",
                "550 4.7.1 No",
                "450 5.7.1 No",
                "550 2.0.0 No",
                "550 50% full",
                "550 %%%",
                "550 One\n550 Two",
                "550-One\n550 Two",
                "550-One\r\n551 Two",
                "550 One\r\n550 Two",
                "550-One\r\n550-Two",
                "550 No\r\n",
                "550 No\r",
                "-50 No"
            })
    void refuses(String wire) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.parse(wire));
        assertThat(new ReplyCode(wire).fault()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5.7", "3.7.1", "5.7.1.1", "5..1", "5.7.1234", "x.7.1", "5.7.", "57.1.1", "5.7.1 ", "5,7.1"})
    void refusesEnhancedCode(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpReply.of(550, code, "No"))
                .withMessageContaining(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b"})
    void refusesLine(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, "5.7.1", line));
    }

    @Test
    void countsBytesAsTheyGoOut() {
        assertThat(SmtpReply.of(550, "", "x".repeat(980)).lines()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, "", "x".repeat(981)));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, "", "%".repeat(491)));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, "", "\u00e9".repeat(491)));
    }

    @Test
    void hasOneToThirtyTwoLines() {
        assertThat(new SmtpReply(550, "", Collections.nCopies(32, "x")).wire().lines())
                .hasSize(32);
        assertThatIllegalArgumentException().isThrownBy(() -> new SmtpReply(550, "", Collections.nCopies(33, "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(550, ""));
    }
}
