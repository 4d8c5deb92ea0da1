package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;

/** What a handle, a position and a number mean to a header block. The words are those of {@link EditWords}. */
class HeaderBlockTest {

    private static final HeaderField FROM = HeaderField.of("From", " f");
    private static final HeaderField ONE = HeaderField.of("X-A", " 1");
    private static final HeaderField TWO = HeaderField.of("X-A", " 2");
    private static final HeaderField SUBJECT = HeaderField.of("Subject", " s");
    private static final List<HeaderField> SENT = List.of(FROM, ONE, TWO, SUBJECT);

    @ParameterizedTest
    @EnumSource
    void insertsBesideAFieldWhereTheMtaHasIt(Mta mta) {
        int position = mta == Mta.SENDMAIL ? 10 : 3;
        HeaderBlock above = edited(mta, Edit.insertHeader(Placement.before(TWO), "X-N", "n"));
        HeaderBlock below = edited(mta, Edit.insertHeader(Placement.after(TWO), "X-N", "n"));
        assertThat(EditWords.of(above.requests())).isEqualTo("i" + position + " X-N n");
        assertThat(EditWords.of(below.requests())).isEqualTo("i" + (position + 1) + " X-N n");
        assertThat(seen(above)).isEqualTo("From: f, X-A: 1, X-N: n, X-A: 2, Subject: s");
        assertThat(seen(below)).isEqualTo("From: f, X-A: 1, X-A: 2, X-N: n, Subject: s");
    }

    @ParameterizedTest
    @EnumSource
    void knowsAHandleWhateverBecameOfTheFieldsAround(Mta mta) {
        HeaderBlock block = edited(
                mta,
                Edit.insertHeader(Placement.top(), "X-A", "0"),
                Edit.deleteHeader(ONE),
                Edit.changeHeader(TWO, "zwei"),
                Edit.changeHeader(TWO, "due"));
        assertThat(seen(block)).isEqualTo("X-A: 0, From: f, X-A: due, Subject: s");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAHandleThatIsGone(Mta mta) {
        HeaderBlock block = edited(mta, Edit.deleteHeader(SUBJECT));
        assertThatThrownBy(() -> HeaderEdits.apply(block, Edit.deleteHeader(SUBJECT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Subject");
        HeaderBlock again = HeaderEdits.apply(block, Edit.changeRawHeader(1, "Subject", " new"));
        assertThatThrownBy(() -> HeaderEdits.apply(again, Edit.deleteHeader(SUBJECT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void takesNumberZeroForTheFirst(Mta mta) {
        assertThat(seen(edited(mta, "m0 X-A null"))).isEqualTo("From: f, X-A: null, X-A: 2, Subject: s");
        assertThat(seen(edited(mta, "m0 X-A"))).isEqualTo("From: f, X-A: 2, Subject: s");
    }

    @ParameterizedTest
    @EnumSource
    void putsWhatIsFarBeyondAtTheEnd(Mta mta) {
        HeaderBlock block = edited(mta, "i2147483647 X-N n, m2147483647 X-M m, m2147483647 X-L");
        assertThat(seen(block)).isEqualTo("From: f, X-A: 1, X-A: 2, Subject: s, X-N: n, X-M: m");
    }

    @ParameterizedTest
    @EnumSource
    void keepsAFieldThatIsAddedWithoutAValue(Mta mta) {
        HeaderBlock block = edited(mta, Edit.deleteHeader(SUBJECT)).nextFilter();
        HeaderBlock added = HeaderEdits.apply(block, Edit.addRawHeader("Subject", ""));
        assertThat(seen(added)).isEqualTo("From: f, X-A: 1, X-A: 2, Subject:");
        assertThat(MtaHeader.of(mta, SENT).apply(added.requests()).delivered())
                .last()
                .asString()
                .startsWith("Subject:");
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingWhereNothingChanges(Mta mta) {
        HeaderBlock block = edited(mta, "m3 X-A, m1 X-N");
        assertThat(seen(block)).isEqualTo("From: f, X-A: 1, X-A: 2, Subject: s");
        assertThat(EditWords.of(block.requests())).isEqualTo(mta == Mta.POSTFIX ? "m3 X-A, m1 X-N" : "");
    }

    @Test
    void deletesTheTextThatSendmailHasForAFieldTheClientDidNotSend() {
        assertThat(EditWords.of(edited(Mta.SENDMAIL, "m1 Date").requests())).isEqualTo("m9999 Date");
    }

    @Test
    void addsALoneFieldAtTheEndOfAnUnknownMtaAsItsNameHasNoOther() {
        assertThat(EditWords.of(edited(Mta.UNKNOWN, "h X-F f, h X-G g").requests()))
                .isEqualTo("i5 X-F f, h X-G g");
        assertThat(EditWords.of(
                        edited(Mta.UNKNOWN, "m1 Subject, h Subject again").requests()))
                .isEqualTo("m1 Subject, i4 Subject again");
    }

    private static HeaderBlock edited(Mta mta, String words) {
        return edited(mta, EditWords.filters(words).get(0).toArray(Edit[]::new));
    }

    private static HeaderBlock edited(Mta mta, Edit... edits) {
        HeaderBlock block = mta.headers(SENT);
        for (Edit edit : edits) {
            block = HeaderEdits.apply(block, edit);
        }
        return block;
    }

    private static String seen(HeaderBlock block) {
        return String.join(
                ", ",
                block.visible().fields().stream().map(HeaderField::toString).toList());
    }
}
