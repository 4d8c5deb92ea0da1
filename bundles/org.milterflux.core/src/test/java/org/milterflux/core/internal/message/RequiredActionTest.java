package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.protocol.Action;

class RequiredActionTest {

    static Stream<Arguments> edits() {
        HeaderField field = HeaderField.of("Subject", " s");
        return Stream.of(
                Arguments.of(Edit.addHeader("X", "v"), Action.ADD_HEADERS),
                Arguments.of(Edit.addRawHeader("X", " v"), Action.ADD_HEADERS),
                Arguments.of(Edit.insertHeader(Placement.top(), "X", "v"), Action.ADD_HEADERS),
                Arguments.of(Edit.insertRawHeader(0, "X", " v"), Action.ADD_HEADERS),
                Arguments.of(Edit.changeHeader(field, "v"), Action.CHANGE_HEADERS),
                Arguments.of(Edit.deleteHeader(field), Action.CHANGE_HEADERS),
                Arguments.of(Edit.changeRawHeader(1, "X", " v"), Action.CHANGE_HEADERS),
                Arguments.of(Edit.replaceBody(new byte[0]), Action.CHANGE_BODY),
                Arguments.of(Edit.appendToBody(new byte[0]), Action.CHANGE_BODY),
                Arguments.of(Edit.prependToBody(new byte[0]), Action.CHANGE_BODY),
                Arguments.of(Edit.addRecipient("b"), Action.ADD_RECIPIENT),
                Arguments.of(Edit.addRecipient("b", "NOTIFY=NEVER"), Action.ADD_RECIPIENT_WITH_ARGUMENTS),
                Arguments.of(Edit.deleteRecipient("b"), Action.DELETE_RECIPIENT),
                Arguments.of(Edit.changeSender("a"), Action.CHANGE_SENDER),
                Arguments.of(Edit.quarantine("odd"), Action.QUARANTINE));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void isWhatTheProtocolAsksFor(Edit edit, Action action) {
        assertThat(RequiredAction.of(edit)).isEqualTo(action);
    }
}
