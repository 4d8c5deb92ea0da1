package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.protocol.Reply;

/** The cases of {@code worked-cases.txt}. */
class WorkedCasesTest {

    private static final List<HeaderField> SENT = Stream.of(
                    "From: f", "X-A: 1", "X-A: 2", "X-A: 3", "Subject: s", "Date: d", "Message-Id: m")
            .map(line -> line.split(":", 2))
            .map(line -> HeaderField.of(line[0], line[1]))
            .toList();

    static Stream<WorkedCase> cases() {
        return WorkedCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void behindPostfixGoOutAsMade(WorkedCase worked) {
        check(Mta.POSTFIX, worked, worked.get("postfix"), worked.edits());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void behindSendmailCountWhatWasDeleted(WorkedCase worked) {
        check(Mta.SENDMAIL, worked, worked.get("sendmail"), worked.get("sendmail sends"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void behindAnUnknownMtaAreTheSmallestDifference(WorkedCase worked) {
        check(Mta.UNKNOWN, worked, worked.get("postfix"), worked.get("unknown sends"));
    }

    private static void check(Mta mta, WorkedCase worked, String delivered, String sends) {
        HeaderBlock block = mta.headers(SENT);
        MtaHeader separate = MtaHeader.of(mta, SENT);
        for (List<Edit> edits : worked.filters()) {
            HeaderBlock asked = PostfixHeaders.of(List.of());
            for (Edit edit : edits) {
                block = HeaderEdits.apply(block, edit);
                asked = HeaderEdits.apply(asked, edit);
            }
            block = block.nextFilter();
            separate.apply(asked.requests());
        }
        List<Reply> requests = block.requests();
        assertThat(EditWords.of(requests)).isEqualTo(sends);
        assertThat(text(MtaHeader.of(mta, SENT).apply(requests).delivered())).isEqualTo(delivered);
        assertThat(text(separate.delivered())).isEqualTo(delivered);
        assertThat(text(block.visible().fields().stream()
                        .map(HeaderField::toString)
                        .toList()))
                .isEqualTo(delivered.replace("R, ", ""));
    }

    private static String text(List<String> fields) {
        return String.join(", ", fields);
    }
}
