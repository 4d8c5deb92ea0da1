package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Edit;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.Reply;

class EditsTest {

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments(new AddHeader("A", "v"), Edit.addRawHeader("A", " v"), Edit.addRawHeader("A", "v")),
                arguments(new AddHeader("A", ""), Edit.addRawHeader("A", " "), Edit.addRawHeader("A", "")),
                arguments(new AddHeader("A", "\tv"), Edit.addRawHeader("A", " \tv"), Edit.addRawHeader("A", "\tv")),
                arguments(
                        new InsertHeader(1, "A", "v\n w"),
                        Edit.insertRawHeader(1, "A", " v\n w"),
                        Edit.insertRawHeader(1, "A", "v\n w")),
                arguments(
                        new InsertHeader(0, "A", ""),
                        Edit.insertRawHeader(0, "A", " "),
                        Edit.insertRawHeader(0, "A", "")),
                arguments(
                        new ChangeHeader(2, "A", "v"),
                        Edit.changeRawHeader(2, "A", " v"),
                        Edit.changeRawHeader(2, "A", "v")),
                arguments(
                        new ChangeHeader(0, "A", ""),
                        Edit.changeRawHeader(0, "A", ""),
                        Edit.changeRawHeader(0, "A", "")));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void getTheSpaceThatMtasWriteUnlessTheMilterBringsIt(Reply reply, Edit withSpace, Edit verbatim) {
        assertThat(new Edits(false).of(reply)).isEqualTo(withSpace);
        assertThat(new Edits(true).of(reply)).isEqualTo(verbatim);
    }

    static Stream<Arguments> envelopes() {
        return Stream.of(
                arguments(new AddRecipient("<a@b>"), Edit.addRecipient("a@b")),
                arguments(new AddRecipient("a@b"), Edit.addRecipient("a@b")),
                arguments(
                        new AddRecipientWithArguments("<a@b>", "NOTIFY=NEVER"),
                        Edit.addRecipient("a@b", "NOTIFY=NEVER")),
                arguments(new AddRecipientWithArguments("a@b", ""), Edit.addRecipient("a@b")),
                arguments(new DeleteRecipient("<A@b>"), Edit.deleteRecipient("A@b")),
                arguments(new ChangeSender("<>", ""), Edit.changeSender("")),
                arguments(new ChangeSender("<a@b>", "RET=HDRS"), Edit.changeSender("a@b", "RET=HDRS")),
                arguments(new Quarantine("why"), Edit.quarantine("why")));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void takeAddressesWithAndWithoutBrackets(Reply reply, Edit edit) {
        assertThat(new Edits(false).of(reply)).isEqualTo(edit);
    }

    static Stream<Reply> wrong() {
        return Stream.of(
                new AddHeader("A b", "v"),
                new AddHeader("", "v"),
                new AddHeader("A", "v\nw"),
                new AddHeader("A", "v\r\n w"),
                new InsertHeader(-1, "A", "v"),
                new ChangeHeader(Integer.MIN_VALUE, "A", "v"),
                new AddRecipient("<>"),
                new DeleteRecipient(""),
                new AddRecipientWithArguments("a@b", "X\r\nY"),
                new Quarantine(""),
                new Continue());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuseWhatNoMtaShouldSee(Reply reply) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Edits(false).of(reply));
    }
}
