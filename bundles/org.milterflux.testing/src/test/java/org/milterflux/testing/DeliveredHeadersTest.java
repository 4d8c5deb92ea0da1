package org.milterflux.testing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Reply;

/** Edits that ran against real MTAs, and what was delivered; R is the MTA's own Received. */
class DeliveredHeadersTest {

    private static final TestMail MAIL =
            TestMail.of("From: f\nX-A: 1\nX-A: 2\nX-A: 3\nSubject: s\nDate: d\nMessage-Id: m\n\nbody\n");

    /** Edits are {@code h name value}, {@code i index name value}, {@code m index name value}; no value deletes. */
    record Row(Mta mta, String edits, String delivered) {}

    static List<Row> rows() {
        return List.of(
                postfix("", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                postfix(
                        "i 0 X-A new|m 2 X-A|m 2 X-A chg",
                        "X-A:new R From:f X-A:chg X-A:3 Subject:s Date:d Message-Id:m"),
                postfix("m 1 X-A|m 1 X-A|m 1 X-A last", "R From:f X-A:last Subject:s Date:d Message-Id:m"),
                postfix("m 3 X-A|m 2 X-A|m 1 X-A|h X-A f2|m 1 X-A f3", "R From:f Subject:s Date:d Message-Id:m X-A:f3"),
                postfix("h X-B 1|m 1 X-B|h X-B 3", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m X-B:3"),
                postfix(
                        "i 1 X-S a|i 1 X-S b|m 2 X-S",
                        "R X-S:b From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                postfix(
                        "i 0 X-S a|i 0 X-S b|m 1 X-S B",
                        "X-S:B X-S:a R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                postfix("m 1 subject t", "R From:f X-A:1 X-A:2 X-A:3 subject:t Date:d Message-Id:m"),
                postfix(
                        "m 1 Subject|m 1 Subject again",
                        "R From:f X-A:1 X-A:2 X-A:3 Date:d Message-Id:m Subject:again"),
                postfix("h X-A new|m 1 X-A chg", "R From:f X-A:chg X-A:2 X-A:3 Subject:s Date:d Message-Id:m X-A:new"),
                postfix("m 4 X-A four|m 4 X-A", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                postfix("m 1 X-A|i 1 X-A re|m 1 X-A z|m 3 X-A", "R X-A:z From:f X-A:2 Subject:s Date:d Message-Id:m"),
                postfix(
                        "i 50 X-E end|h X-F f|i 3 X-G g",
                        "R From:f X-A:1 X-G:g X-A:2 X-A:3 Subject:s Date:d Message-Id:m X-E:end X-F:f"),
                postfix(
                        "m 1 Received fake|i 1 X-S s",
                        "R X-S:s From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m Received:fake"),
                postfix("m 1 Date|h Date new", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Message-Id:m Date:new"),
                postfix("m 0 X-A zero", "R From:f X-A:zero X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                postfix("i -1 X-E end", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m X-E:end"),
                sendmail("", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail(
                        "i 0 X-A new|m 2 X-A|m 3 X-A chg",
                        "X-A:new R From:f X-A:chg X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail("m 1 X-A|m 1 X-A|m 2 X-A last", "R From:f X-A:last X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail(
                        "m 3 X-A|m 2 X-A|m 1 X-A|m 1 X-A f2|m 1 X-A f3",
                        "R From:f X-A:f3 Subject:s Date:d Message-Id:m"),
                sendmail("h X-B 1|m 1 X-B|m 1 X-B 3", "R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m X-B:3"),
                sendmail(
                        "i 1 X-S a|i 1 X-S b|m 2 X-S",
                        "R X-S:b From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail("m 1 subject t", "R From:f X-A:1 X-A:2 X-A:3 Subject:t Date:d Message-Id:m"),
                sendmail(
                        "m 1 Subject|m 1 Subject again",
                        "R From:f X-A:1 X-A:2 X-A:3 Subject:again Date:d Message-Id:m"),
                sendmail("h X-A new|m 1 X-A chg", "R From:f X-A:chg X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail("h X-A four|m 4 X-A", "R From:f X-A:four X-A:1 X-A:2 Subject:s Date:d Message-Id:m"),
                sendmail("m 1 X-A|i 1 X-A re|m 1 X-A z|m 4 X-A", "R X-A:z From:f X-A:2 Subject:s Date:d Message-Id:m"),
                sendmail(
                        "i 50 X-E end|h X-F f|i 3 X-G g",
                        "R X-G:g From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m X-E:end X-F:f"),
                sendmail(
                        "h Received fake|i 1 X-S s",
                        "Received:fake X-S:s R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail("m 1 Date|m 9999 Date new", "R Date:new From:f X-A:1 X-A:2 X-A:3 Subject:s Message-Id:m"),
                sendmail("i 10 X-S s", "R From:f X-A:1 X-S:s X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail("i -1 X-S s", "X-S:s R From:f X-A:1 X-A:2 X-A:3 Subject:s Date:d Message-Id:m"),
                sendmail("m -1 X-A x", "R From:f X-A:x X-A:2 X-A:3 Subject:s Date:d Message-Id:m"));
    }

    private static Row postfix(String edits, String delivered) {
        return new Row(Mta.POSTFIX, edits, delivered);
    }

    private static Row sendmail(String edits, String delivered) {
        return new Row(Mta.SENDMAIL, edits, delivered);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void appliesEdits(Row row) {
        EditedMail mail = new EditedMail(row.mta(), OptionNegotiation.offer(2), MAIL);
        Stream.of(row.edits().split("\\|", -1)).filter(edit -> !edit.isEmpty()).forEach(edit -> mail.apply(edit(edit)));
        assertThat(mail.headers().delivered().stream()
                        .map(field -> field.value().equals(HeaderBlock.OWN_RECEIVED.value())
                                ? "R"
                                : field.name() + ":" + field.value().strip())
                        .collect(joining(" ")))
                .isEqualTo(row.delivered());
        assertThat(mail.mail().headers()).hasSize(mail.headers().delivered().size() - 1);
    }

    private static Reply edit(String text) {
        String[] words = text.split(" ", -1);
        String value = words.length > (words[0].equals("h") ? 2 : 3) ? words[words.length - 1] : "";
        return switch (words[0]) {
            case "h" -> new AddHeader(words[1], value);
            case "i" -> new InsertHeader(Integer.parseInt(words[1]), words[2], value);
            default -> new ChangeHeader(Integer.parseInt(words[1]), words[2], value);
        };
    }
}
