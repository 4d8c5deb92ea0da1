package org.milterflux.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;

class ResultHeaderTest {

    private final HeaderField subject = HeaderField.of("Subject", " s");
    private final HeaderField forged = HeaderField.of("x-spam-FLAG", " NO");
    private final HeaderField blankForged = HeaderField.of("X-Spam-Flag \t", " NO");

    @Test
    void takesOutWhatCameInUnderItsName() {
        assertThat(new ResultHeader("X-Spam-Flag").strip(new Headers(List.of(subject, forged, blankForged))))
                .containsExactly(Edit.deleteHeader(forged), Edit.deleteHeader(blankForged));
    }

    @Test
    void leavesOthersAlone() {
        assertThat(new ResultHeader("X-Spam").strip(new Headers(List.of(subject, forged))))
                .isEmpty();
    }

    @Test
    void writesAboveAllThatCame() {
        assertThat(new ResultHeader("X-Spam-Flag").write(new Headers(List.of(forged)), "YES"))
                .containsExactly(
                        Edit.deleteHeader(forged), Edit.insertHeader(Placement.belowReceived(), "X-Spam-Flag", "YES"));
    }

    @Test
    void foldsBeforeAWord() {
        String words = "word ".repeat(30).strip();
        List<Edit> edits = new ResultHeader("X-Spam-Status").write(new Headers(List.of()), words);
        String value = ((Edit.InsertHeader) edits.get(0)).value();
        assertThat(value.lines()).allMatch(line -> line.length() <= 78).hasSizeGreaterThan(1);
        assertThat(value.replace("\n", "")).isEqualTo(words);
    }

    @Test
    void letsNoLineEndThrough() {
        assertThat(new ResultHeader("X-Virus").write(new Headers(List.of()), "a\r\nX-Other: b\u00e9"))
                .containsExactly(Edit.insertHeader(Placement.belowReceived(), "X-Virus", "a??X-Other: b?"));
    }

    @Test
    void refusesWhatIsNoName() {
        assertThatThrownBy(() -> new ResultHeader("X Spam")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void authenticationResultsOfThisServerAreForged() {
        List<HeaderField> ours = List.of(
                HeaderField.of("Authentication-Results", " mx.example.org; spf=pass"),
                HeaderField.of("authentication-results", " (a (nested\\) one)) MX.example.org 1;\n none"),
                HeaderField.of("Authentication-Results", " \"mx.example\\.org\" ; none"),
                HeaderField.of("Authentication-Results", "mx.example.org"));
        List<HeaderField> others = List.of(
                HeaderField.of("Authentication-Results", " mx.example.org.test; spf=pass"),
                HeaderField.of("Authentication-Results", " other.example.org; x=mx.example.org"),
                HeaderField.of("Authentication-Results", " (mx.example.org"),
                HeaderField.of("Authentication-Results", ""));
        AuthenticationResults server = new AuthenticationResults("mx.example.org");
        assertThat(server.strip(new Headers(ours)))
                .containsExactlyElementsOf(ours.stream().map(Edit::deleteHeader).toList());
        assertThat(server.strip(new Headers(others))).isEmpty();
    }

    @Test
    void authenticationResultsAreWrittenAsRfc8601HasThem() {
        MethodResult spf = new MethodResult(
                "spf", "fail", "not \"listed\"", Map.of("smtp.mailfrom", "a@example.org", "smtp.helo", "no name"));
        assertThat(new AuthenticationResults("mx")
                        .write(new Headers(List.of()), List.of(spf, MethodResult.of("dkim", "none"))))
                .containsExactly(Edit.insertHeader(
                        Placement.belowReceived(),
                        "Authentication-Results",
                        "mx; spf=fail reason=\"not \\\"listed\\\"\" smtp.helo=\"no\n name\""
                                + " smtp.mailfrom=a@example.org; dkim=none"));
    }

    @Test
    void nothingCheckedIsNone() {
        assertThat(new AuthenticationResults("mx").write(new Headers(List.of()), List.of()))
                .containsExactly(Edit.insertHeader(Placement.belowReceived(), "Authentication-Results", "mx; none"));
    }
}
