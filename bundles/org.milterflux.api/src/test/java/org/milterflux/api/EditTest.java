package org.milterflux.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.Edit.Kind;

class EditTest {

    private static final HeaderField FIELD = HeaderField.of("Subject", " Hi");
    private static final byte[] BYTES = {'H', 'i', '\r', '\n'};

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(Edit.addHeader("X", "1"), Kind.HEADERS),
                arguments(Edit.insertHeader(Placement.top(), "X", "1"), Kind.HEADERS),
                arguments(Edit.changeHeader(FIELD, "1"), Kind.HEADERS),
                arguments(Edit.deleteHeader(FIELD), Kind.HEADERS),
                arguments(Edit.addRawHeader("X", " 1"), Kind.HEADERS),
                arguments(Edit.insertRawHeader(0, "X", " 1"), Kind.HEADERS),
                arguments(Edit.changeRawHeader(1, "X", ""), Kind.HEADERS),
                arguments(Edit.addRecipient("a@example.org"), Kind.RECIPIENTS),
                arguments(Edit.addRecipient("a@example.org", "NOTIFY=NEVER"), Kind.RECIPIENTS),
                arguments(Edit.deleteRecipient("a@example.org"), Kind.RECIPIENTS),
                arguments(Edit.changeSender(""), Kind.SENDER),
                arguments(Edit.changeSender("a@example.org", "RET=HDRS"), Kind.SENDER),
                arguments(Edit.replaceBody(BYTES), Kind.BODY),
                arguments(Edit.appendToBody(BYTES), Kind.BODY),
                arguments(Edit.prependToBody(BYTES), Kind.BODY),
                arguments(Edit.spliceBody(List.of(Splice.insert(0, BYTES))), Kind.BODY),
                arguments(Edit.quarantine("spam"), Kind.QUARANTINE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void needsItsKindDeclared(Edit edit, Kind kind) {
        assertThat(edit.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\tb", "ä", "a\n", "a\u007f", " a"})
    void refusesNamesThatAreNone(String name) {
        String reason = "not a header name (printable ASCII without colon and space): '" + name + "'";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edit.addHeader(name, "1"))
                .withMessage(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edit.insertHeader(Placement.top(), name, "1"))
                .withMessage(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edit.changeRawHeader(1, name, " 1"))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one line", "folded\n line", "folded\n\tline\n more", "Grüße", "raw \udcfc", "a: b"})
    void takesValues(String value) {
        assertThat(Edit.addHeader("X", value)).isEqualTo(new Edit.AddHeader("X", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\n b", "a\0", "a\nBcc: b", "a\n", "a\n\n b"})
    void refusesValuesThatWouldBreakTheHeader(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Edit.addHeader("X", value));
        assertThatIllegalArgumentException().isThrownBy(() -> Edit.insertHeader(Placement.belowReceived(), "X", value));
        assertThatIllegalArgumentException().isThrownBy(() -> Edit.changeHeader(FIELD, value));
        assertThatIllegalArgumentException().isThrownBy(() -> Edit.insertRawHeader(0, "X", value));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        call(() -> Edit.changeHeader(FIELD, "")),
                        "an empty value would delete Subject; say deleteHeader if you mean it"),
                arguments(call(() -> Edit.insertRawHeader(-1, "X", " 1")), "a negative position: -1"),
                arguments(
                        call(() -> Edit.changeRawHeader(Integer.MIN_VALUE, "X", "")),
                        "a negative position: -2147483648"),
                arguments(call(() -> Edit.addRecipient("")), "an empty address"),
                arguments(call(() -> Edit.deleteRecipient("")), "an empty address"),
                arguments(call(() -> Edit.addRecipient("a\r\nb")), "address holds CR, LF or NUL"),
                arguments(call(() -> Edit.addRecipient("a", "b\0")), "arguments holds CR, LF or NUL"),
                arguments(call(() -> Edit.changeSender("a\n")), "address holds CR, LF or NUL"),
                arguments(call(() -> Edit.changeSender("a", "\r")), "arguments holds CR, LF or NUL"),
                arguments(call(() -> Edit.spliceBody(List.of())), "no splices"),
                arguments(
                        call(() -> Edit.spliceBody(List.of(Splice.replace(2, 3, BYTES), Splice.insert(4, BYTES)))),
                        "the splice at 4 begins within the one before it"),
                arguments(call(() -> Splice.insert(-1, BYTES)), "a negative position: -1"),
                arguments(call(() -> Splice.replace(1, -2, BYTES)), "a negative position: -2"),
                arguments(call(() -> Edit.quarantine("a\nb")), "reason holds CR, LF or NUL"),
                arguments(call(() -> Edit.quarantine("")), "a quarantine needs a reason"));
    }

    private static ThrowingCallable call(ThrowingCallable call) {
        return call;
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrong")
    void refuses(ThrowingCallable edit, String reason) {
        assertThatIllegalArgumentException().isThrownBy(edit).withMessage(reason);
    }

    @Test
    void namesAFieldByIdentity() {
        HeaderField twin = HeaderField.of("Subject", " Hi");
        assertThat(Edit.deleteHeader(FIELD)).isEqualTo(Edit.deleteHeader(FIELD)).isNotEqualTo(Edit.deleteHeader(twin));
        assertThat(Edit.insertHeader(Placement.before(FIELD), "X", "1"))
                .isEqualTo(Edit.insertHeader(Placement.before(FIELD), "X", "1"))
                .isNotEqualTo(Edit.insertHeader(Placement.after(FIELD), "X", "1"));
    }

    @Test
    void comparesBodiesByContent() {
        assertThat(Edit.replaceBody(BYTES))
                .isEqualTo(Edit.replaceBody(BYTES.clone()))
                .hasSameHashCodeAs(Edit.replaceBody(BYTES.clone()))
                .isNotEqualTo(Edit.replaceBody(new byte[4]))
                .isNotEqualTo(Edit.appendToBody(BYTES));
    }

    @Test
    void handsOutBytesReadOnly() {
        Bytes bytes = ((Edit.AppendToBody) Edit.appendToBody(BYTES)).bytes();
        assertThat(bytes.size()).isEqualTo(4);
        assertThat(bytes).hasToString("4 bytes");
        assertThat(bytes.buffer().get()).isEqualTo((byte) 'H');
        assertThat(bytes.buffer().remaining()).isEqualTo(4);
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> bytes.buffer().put((byte) 0));
    }
}
