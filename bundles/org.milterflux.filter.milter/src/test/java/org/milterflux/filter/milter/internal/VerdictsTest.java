package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.ConnectionFailed;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Discard;
import org.milterflux.protocol.Progress;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.Reject;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Shutdown;
import org.milterflux.protocol.Skip;
import org.milterflux.protocol.TempFail;

class VerdictsTest {

    static Stream<Arguments> packets() {
        return Stream.of(
                arguments(new Continue(), Verdict.pass()),
                arguments(new Accept(), Verdict.accept()),
                arguments(new Skip(), Verdict.skip()),
                arguments(new Reject(), Verdict.reject()),
                arguments(new TempFail(), Verdict.tempfail()),
                arguments(new Discard(), Verdict.discard()),
                arguments(new Shutdown(), words(421, "4.7.0", "Service unavailable")),
                arguments(new ReplyCode("550 5.7.1 No %% at all"), words(550, "5.7.1", "No % at all")),
                arguments(new ReplyCode("550 No"), words(550, "", "No")),
                arguments(new ReplyCode("421 4.3.2 Later"), words(421, "4.3.2", "Later")),
                arguments(new ReplyCode("451-4.7.1 One\r\n451 4.7.1 Two"), words(451, "4.7.1", "One", "Two")),
                arguments(new ReplyCode("451-4.7.1 One\r\n451 Two"), words(451, "", "4.7.1 One", "Two")));
    }

    private static Verdict words(int code, String enhanced, String... lines) {
        return Verdict.reply(new SmtpReply(code, enhanced, List.of(lines)));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void areThoseOfTheChain(Reply packet, Verdict verdict) {
        assertThat(Verdicts.of(packet)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "550 4.7.1 x, REJECT",
        "5, REJECT",
        "550 5.7.1 %s, REJECT",
        "450 5.7.1 x, TEMPFAIL",
        "250 OK, TEMPFAIL",
        "'', TEMPFAIL"
    })
    void loseWordsThatNoMtaPassesOn(String text, Verdict.Kind kind) {
        assertThat(Verdicts.of(new ReplyCode(text)).kind()).isEqualTo(kind);
        assertThat(Verdicts.of(new ReplyCode(text)).reply()).isEmpty();
    }

    static Stream<Reply> others() {
        return Stream.of(new ConnectionFailed(), new Progress(), new Quarantine("x"), Terms.OFFER);
    }

    @ParameterizedTest
    @MethodSource("others")
    void areNotEverything(Reply packet) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Verdicts.of(packet));
    }
}
