package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Reply;

/**
 * Edits by handle, and the requests they become. In the tables {@code m2 X-A v} changes the second {@code X-A} that the
 * filter sees, {@code m2 X-A} deletes it, {@code i0}, {@code i1} insert at the top and below the MTA's Received,
 * {@code h} adds; {@code |} is the next filter's turn.
 */
class HeaderBlockTest {

    private static final List<HeaderField> SENT = Stream.of(
                    "From: f", "X-A: 1", "X-A: 2", "X-A: 3", "Subject: s", "Date: d", "Message-Id: m")
            .map(line -> HeaderField.of(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)))
            .toList();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "i0 X-A new | m2 X-A | m2 X-A chg; i0 X-A new, m2 X-A, m2 X-A chg",
                "m1 X-A, m1 X-A | m1 X-A last; m1 X-A, m1 X-A, m1 X-A last",
                "m3 X-A, m2 X-A, m1 X-A | h X-A f2 | m1 X-A f3; m3 X-A, m2 X-A, m1 X-A, h X-A f2, m1 X-A f3",
                "h X-B 1 | m1 X-B | h X-B 3; h X-B 1, m1 X-B, h X-B 3",
                "i1 X-S a | i1 X-S b | m2 X-S; i1 X-S a, i1 X-S b, m2 X-S",
                "i0 X-S a | i0 X-S b | m1 X-S B; i0 X-S a, i0 X-S b, m1 X-S B",
                "h X-A new | m1 X-A chg; h X-A new, m1 X-A chg",
                "m1 X-A, i1 X-A re | m1 X-A z | m3 X-A; m1 X-A, i1 X-A re, m1 X-A z, m3 X-A",
                "m1 Date | h Date new; m1 Date, h Date new",
            })
    void behindPostfixGoesOutAsMade(String edits, String requests) {
        assertThat(written(edited(PostfixHeaders.of(SENT), edits))).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "i0 X-A new | m2 X-A | m2 X-A chg; i0 X-A new, m2 X-A, m3 X-A chg",
                "m1 X-A, m1 X-A | m1 X-A last; m1 X-A, m2 X-A, m3 X-A last",
                "m3 X-A, m2 X-A, m1 X-A | h X-A f2 | m1 X-A f3; m3 X-A, m2 X-A, m1 X-A, m1 X-A f2, m1 X-A f3",
                "h X-B 1 | m1 X-B | h X-B 3; h X-B 1, m1 X-B, m1 X-B 3",
                "i1 X-S a | i1 X-S b | m2 X-S; i1 X-S a, i1 X-S b, m2 X-S",
                "i0 X-S a | i0 X-S b | m1 X-S B; i0 X-S a, i0 X-S b, m1 X-S B",
                "h X-A new | m1 X-A chg; h X-A new, m1 X-A chg",
                "m1 X-A, i1 X-A re | m1 X-A z | m3 X-A; m1 X-A, i1 X-A re, m1 X-A z, m4 X-A",
                "m1 Date | h Date new; m1 Date, m9999 Date new",
                "i0 Received fake | i1 X-S s; i0 Received fake, i1 X-S s",
            })
    void behindSendmailCountsWhatWasDeleted(String edits, String requests) {
        assertThat(written(edited(SendmailHeaders.of(SENT), edits))).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "i0 X-A new | m2 X-A | m2 X-A chg; m2 X-A chg, m1 X-A, i0 X-A new",
                "m3 X-A, m2 X-A, m1 X-A | h X-A f2 | m1 X-A f3; m3 X-A, m2 X-A, m1 X-A, h X-A f3",
                "h X-B 1 | m1 X-B | h X-B 3; h X-B 3",
                "i1 X-S a | i1 X-S b | m2 X-S; i1 X-S b",
                "i0 X-S a | i0 X-S b | m1 X-S B; i0 X-S B, i1 X-S a",
                "h X-A new | m1 X-A chg; m1 X-A chg, i8 X-A new",
                "m1 X-A, i1 X-A re | m1 X-A z | m3 X-A; m3 X-A, m1 X-A, i1 X-A z",
                "h X-F one, h X-G two; i8 X-F one, h X-G two",
            })
    void behindAnUnknownMtaIsTheSmallestDifference(String edits, String requests) {
        assertThat(written(edited(UnknownHeaders.of(SENT), edits))).isEqualTo(requests);
    }

    @Test
    void insertsBesideAFieldWhereTheMtaHasIt() {
        HeaderField subject = SENT.get(4);
        HeaderField field = HeaderField.of("X-N", " n");
        for (Mta mta : Mta.values()) {
            HeaderBlock before = mta.headers(SENT).insert(Placement.before(subject), field);
            HeaderBlock after = mta.headers(SENT).insert(Placement.after(subject), field);
            int index = mta == Mta.SENDMAIL ? 12 : 5;
            assertThat(written(before)).isEqualTo("i" + index + " X-N n");
            assertThat(written(after)).isEqualTo("i" + (index + 1) + " X-N n");
            assertThat(before.visible().fields().get(4)).isSameAs(field);
            assertThat(after.visible().fields().get(5)).isSameAs(field);
        }
    }

    @Test
    void knowsAChangedFieldByItsOldAndItsNewHandle() {
        HeaderField subject = SENT.get(4);
        HeaderField changed = HeaderField.of("Subject", " t");
        HeaderBlock block = PostfixHeaders.of(SENT).change(subject, changed);
        assertThat(written(block.delete(subject))).isEqualTo("m1 Subject t, m1 Subject");
        assertThat(written(block.delete(changed))).isEqualTo("m1 Subject t, m1 Subject");
    }

    @Test
    void refusesAHandleThatIsGone() {
        for (Mta mta : Mta.values()) {
            HeaderBlock block = mta.headers(SENT).delete(SENT.get(4));
            assertThatThrownBy(() -> block.delete(SENT.get(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Subject");
        }
    }

    private static HeaderBlock edited(HeaderBlock block, String filters) {
        HeaderBlock edited = block;
        for (String edits : filters.split("\\|", -1)) {
            for (String edit : edits.split(",", -1)) {
                edited = edit(edited, edit.strip().split(" "));
            }
            edited = edited.nextFilter();
        }
        return edited;
    }

    private static HeaderBlock edit(HeaderBlock block, String[] words) {
        HeaderField field = HeaderField.of(words[1], words.length > 2 ? " " + words[2] : "");
        return switch (words[0].charAt(0)) {
            case 'h' -> block.add(field);
            case 'i' -> block.insert(words[0].equals("i0") ? Placement.top() : Placement.belowReceived(), field);
            default -> {
                HeaderField handle = block.visible()
                        .named(words[1])
                        .skip(Integer.parseInt(words[0].substring(1)) - 1)
                        .findFirst()
                        .orElseThrow();
                yield words.length > 2 ? block.change(handle, field) : block.delete(handle);
            }
        };
    }

    private static String written(HeaderBlock block) {
        return String.join(
                ", ", block.requests().stream().map(HeaderBlockTest::written).toList());
    }

    private static String written(Reply request) {
        if (request instanceof AddHeader add) {
            return "h " + add.name() + add.value();
        }
        if (request instanceof InsertHeader insert) {
            return "i" + insert.index() + " " + insert.name() + insert.value();
        }
        ChangeHeader change = (ChangeHeader) request;
        return "m" + change.index() + " " + change.name() + change.value();
    }
}
