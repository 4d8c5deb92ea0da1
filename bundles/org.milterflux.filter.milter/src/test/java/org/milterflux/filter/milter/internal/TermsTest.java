package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ReplyKind;

class TermsTest {

    private static Terms terms(int actions, int steps) {
        return Terms.of(new OptionNegotiation(6, actions, steps, Map.of()), name -> Optional.empty());
    }

    @Test
    void offerEverythingButLargerPackets() {
        assertThat(Terms.OFFER).isEqualTo(new OptionNegotiation(6, 0x1FF, 0x1FFFFF, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0x001, ADD_HEADER INSERT_HEADER",
        "0x002, REPLACE_BODY",
        "0x004, ADD_RECIPIENT",
        "0x008, DELETE_RECIPIENT",
        "0x010, CHANGE_HEADER",
        "0x020, QUARANTINE",
        "0x040, CHANGE_SENDER",
        "0x080, ADD_RECIPIENT_WITH_ARGUMENTS",
        "0x100, ''"
    })
    void allowTheEditsOfAnAction(int action, String edits) {
        assertThat(EnumSet.allOf(ReplyKind.class))
                .filteredOn(terms(action, 0)::allows)
                .extracting(Enum::name)
                .containsExactlyInAnyOrder(edits.isEmpty() ? new String[0] : edits.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"Postfix 3.7.11, POSTFIX", "8.17.1.9, SENDMAIL", "Exim 4.98, POSTFIX"})
    void knowTheMtaByItsVersion(String version, Front front) {
        assertThat(Front.of(name -> Optional.of(version).filter(v -> name.equals("v"))))
                .isEqualTo(front);
    }

    @Test
    void knowSendmailByItsInterfaceWhenItDoesNotTellItsVersion() {
        assertThat(Front.of(name -> Optional.of("lo").filter(v -> name.equals("if_name"))))
                .isEqualTo(Front.SENDMAIL);
        assertThat(Front.of(name -> Optional.empty())).isEqualTo(Front.POSTFIX);
    }

    @Test
    void teachWhatTheMtaMustBeAskedFor() {
        OptionNegotiation answer = new OptionNegotiation(
                6, 0x1FF, 0x800, Map.of(MacroStage.MAIL, List.of("i", "b"), MacroStage.RCPT, List.of("a", "i")));
        assertThat(Wants.of(answer)).isEqualTo(new Wants(List.of("a", "b", "i"), true));
        assertThat(new Wants(List.of("z"), false).and(Wants.of(answer)))
                .isEqualTo(new Wants(List.of("a", "b", "i", "z"), true));
    }
}
