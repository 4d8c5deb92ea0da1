package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

    record Row(Reply reply, String fault) {}

    static List<Row> faults() {
        return List.of(
                new Row(new AddHeader("", "x"), "header name"),
                new Row(new AddHeader("X Y", "x"), "header name"),
                new Row(new AddHeader("X:", "x"), "header name"),
                new Row(new AddHeader("X\u00e9", "x"), "header name"),
                new Row(new AddHeader("X\n", "x"), "header name"),
                new Row(new AddHeader("X", "a\r\n b"), "CR"),
                new Row(new AddHeader("X", "a\nb"), "does not start with space or tab"),
                new Row(new AddHeader("X", "a\n"), "does not start with space or tab"),
                new Row(new InsertHeader(-1, "X", "a"), "2^31"),
                new Row(new InsertHeader(0, "", "a"), "header name"),
                new Row(new ChangeHeader(1, "X", "a\n\n b"), "does not start with space or tab"),
                new Row(new ChangeHeader(-1, "X", ""), "2^31"),
                new Row(new AddRecipient(""), "recipient is empty"),
                new Row(new AddRecipient("a\nb"), "line break"),
                new Row(new DeleteRecipient("a\rb"), "line break"),
                new Row(new AddRecipientWithArguments("<a@b>", "NOTIFY=NEVER\r\n"), "line break"),
                new Row(new ChangeSender("", ""), "null sender"),
                new Row(new ChangeSender("<>", "\n"), "line break"),
                new Row(new Quarantine(""), "reason is empty"),
                new Row(new Quarantine("a\nb"), "line break"),
                new Row(new ReplyCode("250 ok"), "does not refuse"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNamedAndNeverWritten(Row row) {
        assertThat(row.reply().fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains(row.fault()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PacketEncoder().encode(row.reply()))
                .withMessageContaining(row.fault());
    }

    static List<Reply> fine() {
        return List.of(
                new AddHeader("X", ""),
                new AddHeader("!#$~", "a\n\tb\n c"),
                new InsertHeader(Integer.MAX_VALUE, "X", " a"),
                new ChangeHeader(0, "X", ""),
                new ChangeSender("<>", ""),
                new AddRecipient("\u00fc@example.org"));
    }

    @ParameterizedTest
    @MethodSource("fine")
    void isNotInvented(Reply reply) {
        assertThat(reply.fault()).isEmpty();
    }
}
