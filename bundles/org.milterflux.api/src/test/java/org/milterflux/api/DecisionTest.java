package org.milterflux.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Verdict.Kind;

class DecisionTest {

    private static final SmtpReply FOR_NOW = SmtpReply.of(451, "4.7.1", "Later");
    private static final SmtpReply FOR_GOOD = SmtpReply.of(550, "5.7.1", "Never");
    private static final SmtpReply GOODBYE = SmtpReply.of(421, "4.3.2", "Bye");

    static Stream<Arguments> verdicts() {
        return Stream.of(
                arguments(Verdict.pass(), Kind.PASS, Optional.empty(), true),
                arguments(Verdict.accept(), Kind.ACCEPT, Optional.empty(), true),
                arguments(Verdict.reject(), Kind.REJECT, Optional.empty(), false),
                arguments(Verdict.reject("5.7.1", "Never"), Kind.REJECT, Optional.of(FOR_GOOD), false),
                arguments(Verdict.tempfail(), Kind.TEMPFAIL, Optional.empty(), false),
                arguments(Verdict.tempfail("4.7.1", "Later"), Kind.TEMPFAIL, Optional.of(FOR_NOW), false),
                arguments(Verdict.reply(FOR_GOOD), Kind.REJECT, Optional.of(FOR_GOOD), false),
                arguments(Verdict.reply(GOODBYE), Kind.TEMPFAIL, Optional.of(GOODBYE), false),
                arguments(Verdict.discard(), Kind.DISCARD, Optional.empty(), false));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void saysWhatBecomesOfTheMessage(Verdict verdict, Kind kind, Optional<SmtpReply> reply, boolean passes) {
        assertThat(verdict).isEqualTo(new Verdict(kind, reply));
        assertThat(verdict.passes()).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"PASS,550", "ACCEPT,550", "DISCARD,550", "DISCARD,451", "REJECT,451", "TEMPFAIL,550"})
    void takesNoReplyOfAnotherKind(Kind kind, int code) {
        SmtpReply reply = code < 500 ? FOR_NOW : FOR_GOOD;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verdict(kind, Optional.of(reply)))
                .withMessage("a " + code + " reply does not go with " + kind);
    }

    @Test
    void withoutEditsPasses() {
        assertThat(Decision.edit()).isEqualTo(Verdict.pass());
        assertThat(Decision.edit(List.of())).isEqualTo(Verdict.pass());
        assertThatIllegalArgumentException().isThrownBy(() -> new Edited(List.of()));
    }

    @Test
    void keepsTheOrderOfItsEdits() {
        Edit one = Edit.addHeader("A", "1");
        Edit two = Edit.quarantine("spam");
        List<Edit> edits = new ArrayList<>(List.of(two, one));
        Decision decision = Decision.edit(edits);
        edits.clear();
        assertThat(decision).isEqualTo(Decision.edit(two, one)).isNotEqualTo(Decision.edit(one, two));
    }
}
