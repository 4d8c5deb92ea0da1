package org.milterflux.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.WireText;

class DeliveredTest {

    private static final MailFrom SENDER = new MailFrom("<a@example.org>", List.of("SIZE=9"));
    private static final RcptTo B = new RcptTo("<b@example.net>", List.of());
    private static final RcptTo C = new RcptTo("c@example.net", List.of());

    private static Delivered apply(Mta mta, Reply... edits) {
        TestMail mail = TestMail.of("Subject: s\n\nhello\n");
        return Delivered.apply(mta, OptionNegotiation.offer(2), SENDER, List.of(B), mail, List.of(edits));
    }

    private static ReplaceBody body(String text) {
        return new ReplaceBody(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private static String text(Delivered delivered) {
        return WireText.decode(delivered.mail().body());
    }

    @Test
    void leavesAloneWhatIsNotEdited() {
        Delivered delivered = apply(Mta.POSTFIX);
        assertThat(delivered.sender()).isEqualTo(SENDER);
        assertThat(delivered.recipients()).containsExactly(B);
        assertThat(delivered.mail()).hasToString("Subject: s\r\n\r\nhello\r\n");
        assertThat(delivered.quarantine()).isEmpty();
    }

    @Test
    void addsAndDeletesRecipientsInOrder() {
        assertThat(apply(Mta.POSTFIX, new AddRecipient("c@example.net"), new DeleteRecipient("<c@example.net>"))
                        .recipients())
                .containsExactly(B);
        assertThat(apply(Mta.POSTFIX, new DeleteRecipient("b@example.net"), new AddRecipient("<b@example.net>"))
                        .recipients())
                .containsExactly(B);
        assertThat(apply(Mta.SENDMAIL, new DeleteRecipient("B@example.net"), new AddRecipient("c@example.net"))
                        .recipients())
                .containsExactly(B, C);
    }

    @Test
    void deliversTwiceOnlyInPostfix() {
        assertThat(apply(Mta.POSTFIX, new AddRecipient("<b@example.net>")).recipients())
                .containsExactly(B, B);
        assertThat(apply(Mta.SENDMAIL, new AddRecipient("b@example.net")).recipients())
                .containsExactly(B);
    }

    @Test
    void splitsArguments() {
        assertThat(apply(Mta.POSTFIX, new AddRecipientWithArguments("c@example.net", "NOTIFY=NEVER  X"))
                        .recipients())
                .containsExactly(B, new RcptTo("c@example.net", List.of("NOTIFY=NEVER", "X")));
    }

    @Test
    void gathersSenderArgumentsOnlyInPostfix() {
        Reply[] edits = {new ChangeSender("<n1@x>", "ENVID=x"), new ChangeSender("<n2@x>", "RET=HDRS")};
        assertThat(apply(Mta.POSTFIX, edits).sender())
                .isEqualTo(new MailFrom("<n2@x>", List.of("SIZE=9", "ENVID=x", "RET=HDRS")));
        assertThat(apply(Mta.SENDMAIL, edits).sender()).isEqualTo(new MailFrom("<n2@x>", List.of("RET=HDRS")));
    }

    @Test
    void joinsPiecesOfTheBody() {
        assertThat(text(apply(Mta.POSTFIX, body("a\r"), body("\nb\n"), body("c"))))
                .isEqualTo("a\r\nb\r\nc\r\n");
        assertThat(text(apply(Mta.SENDMAIL, body("a\r"), body("\nb\n"), body("c"))))
                .isEqualTo("a\r\nb\nc");
        assertThat(text(apply(Mta.POSTFIX, body("")))).isEmpty();
    }

    @Test
    void keepsBackWithTheLastReason() {
        assertThat(apply(Mta.POSTFIX, new Quarantine("a"), new Quarantine("b")).quarantine())
                .contains("b");
    }

    @Test
    void writesHeaderValuesVerbatimWhereTheyBringTheirSpace() {
        Delivered delivered = Delivered.apply(
                Mta.POSTFIX,
                OptionNegotiation.offer(6),
                SENDER,
                List.of(B),
                TestMail.of("Subject: s\n\n"),
                List.of(new AddHeader("X", "y"), new AddHeader("Z", " z\n\tz")));
        assertThat(delivered.mail()).hasToString("Subject: s\r\nX:y\r\nZ: z\r\n\tz\r\n\r\n");
    }
}
