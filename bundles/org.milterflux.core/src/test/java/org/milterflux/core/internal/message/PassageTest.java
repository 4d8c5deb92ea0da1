package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Splice;
import org.milterflux.protocol.Action;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Step;
import reactor.core.scheduler.Schedulers;

/** What the next filter finds, and what the MTA is sent in the end. */
class PassageTest {

    private static final OptionNegotiation AGREEMENT = agreement(Step.HEADER_LEADING_SPACE);

    private static OptionNegotiation agreement(Step... steps) {
        return OptionNegotiation.of(6, Set.of(Action.values()), Set.of(steps), Map.of());
    }

    private static Passage arrived(Mta mta) {
        return Passage.of(mta, List.of(HeaderField.of("Subject", " s")), MemoryBody.of(bytes("orig\r\n")));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Edit body(String text) {
        return Edit.replaceBody(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Edit appended(String text) {
        return Edit.appendToBody(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Edit prepended(String text) {
        return Edit.prependToBody(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Passage arrived(Mta mta, String body) {
        return Passage.of(mta, List.of(), MemoryBody.of(bytes(body.replace("~", "\r\n"))));
    }

    private static Splice splice(int offset, int length, String bytes) {
        String added = bytes.replace('~', '\n');
        return Splice.replace(offset, length, added.getBytes(StandardCharsets.US_ASCII));
    }

    private static Edit spliced(Splice... splices) {
        return Edit.spliceBody(List.of(splices));
    }

    private static List<Reply> sent(OptionNegotiation agreement, Passage passage) {
        return new Emission(agreement, Schedulers.immediate())
                .of(passage)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static List<Reply> sent(Passage passage) {
        return sent(AGREEMENT, passage);
    }

    private static String read(Passage passage) {
        return passage.body().text(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void sendsSenderThenRecipientsThenHeaderThenBodyThenQuarantine(Mta mta) {
        Passage passage = arrived(mta)
                .then(List.of(
                        Edit.quarantine("odd"),
                        body("new\r\n"),
                        Edit.changeRawHeader(1, "Subject", " t"),
                        Edit.addRecipient("c@example.net")))
                .then(List.of(Edit.changeSender("n@example.org"), Edit.deleteRecipient("b@example.net")));
        assertThat(sent(passage))
                .containsExactly(
                        new ChangeSender("<n@example.org>", ""),
                        new AddRecipient("<c@example.net>"),
                        new DeleteRecipient("<b@example.net>"),
                        new ChangeHeader(1, "Subject", " t"),
                        new ReplaceBody(bytes("new\r\n")),
                        new Quarantine("odd"));
    }

    @Test
    void sendsNothingForAMessageThatNobodyEdits() {
        assertThat(sent(arrived(Mta.POSTFIX).then(List.of()).then(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void makesAllEditsOfAFilterOrNone(Mta mta) {
        Passage before = arrived(mta);
        HeaderField foreign = HeaderField.of("Subject", " s");
        assertThatThrownBy(
                        () -> before.then(List.of(body("x"), Edit.addHeader("X-A", "a"), Edit.deleteHeader(foreign))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sent(before)).isEmpty();
        assertThat(read(before)).isEqualTo("orig\r\n");
    }

    @Test
    void refusesWhatDoesNotFitIntoAPacket() {
        assertThatThrownBy(() -> arrived(Mta.POSTFIX).then(List.of(Edit.addHeader("X-Long", "x".repeat(70_000)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
    }

    @Nested
    class OfTheEnvelope {

        private static final String B = "b@example.net";
        private static final String C = "c@example.net";

        @Test
        void keepsAddThenDelete() {
            assertThat(sent(arrived(Mta.POSTFIX)
                            .then(List.of(Edit.addRecipient(C)))
                            .then(List.of(Edit.deleteRecipient(C)))))
                    .containsExactly(new AddRecipient("<" + C + ">"), new DeleteRecipient("<" + C + ">"));
        }

        @Test
        void keepsDeleteThenAdd() {
            assertThat(sent(arrived(Mta.POSTFIX)
                            .then(List.of(Edit.deleteRecipient(B)))
                            .then(List.of(Edit.addRecipient(B, "NOTIFY=NEVER")))))
                    .containsExactly(
                            new DeleteRecipient("<" + B + ">"),
                            new AddRecipientWithArguments("<" + B + ">", "NOTIFY=NEVER"));
        }

        @Test
        void addsARecipientThatIsOneAlreadyAsASeparateMilterWould() {
            assertThat(sent(arrived(Mta.POSTFIX).then(List.of(Edit.addRecipient(B), Edit.addRecipient(B)))))
                    .containsExactly(new AddRecipient("<" + B + ">"), new AddRecipient("<" + B + ">"));
        }

        @Test
        void sendsEverySenderAsTheirArgumentsAddUp() {
            assertThat(sent(arrived(Mta.POSTFIX)
                            .then(List.of(Edit.changeSender("n1@example.org", "ENVID=x")))
                            .then(List.of(Edit.changeSender("n2@example.org", "RET=HDRS")))
                            .then(List.of(Edit.changeSender("")))))
                    .containsExactly(
                            new ChangeSender("<n1@example.org>", "ENVID=x"),
                            new ChangeSender("<n2@example.org>", "RET=HDRS"),
                            new ChangeSender("<>", ""));
        }

        @Test
        void sendsTheLastQuarantineOnly() {
            assertThat(sent(arrived(Mta.SENDMAIL)
                            .then(List.of(Edit.quarantine("a")))
                            .then(List.of(Edit.quarantine("b")))))
                    .containsExactly(new Quarantine("b"));
        }
    }

    @Nested
    class OfTheBody {

        @ParameterizedTest
        @EnumSource
        void showsTheNewBodyAndSendsTheLastOnly(Mta mta) {
            Passage first = arrived(mta).then(List.of(body("X\r\n")));
            assertThat(read(first)).isEqualTo("X\r\n");
            assertThat(sent(first.then(List.of(body("Y\r\n"))))).containsExactly(new ReplaceBody(bytes("Y\r\n")));
        }

        @ParameterizedTest
        @EnumSource
        void sendsOneEmptyPieceForAnEmptyBody(Mta mta) {
            Passage passage =
                    arrived(mta).then(List.of(body("X\r\n"))).then(List.of()).then(List.of(body("")));
            assertThat(passage.body().isEmpty()).isTrue();
            assertThat(sent(passage)).containsExactly(new ReplaceBody(ByteBuffer.allocate(0)));
        }

        @ParameterizedTest
        @CsvSource({
            "POSTFIX, abc, abc~", "SENDMAIL, abc, abc", "UNKNOWN, abc, abc~",
            "POSTFIX, a_b, a~b~", "SENDMAIL, a_b, a~b", "UNKNOWN, a_b, a~b~",
            "POSTFIX, a~b_, a~b~", "SENDMAIL, a~b_, a~b~", "UNKNOWN, a~b_, a~b~",
            "POSTFIX, __, ~~", "SENDMAIL, __, ~~", "UNKNOWN, __, ~~"
        })
        void endsLinesAsTheMtaKeepsThem(Mta mta, String given, String kept) {
            Passage passage = arrived(mta).then(List.of(body(lines(given))));
            assertThat(read(passage)).isEqualTo(lines(kept));
            assertThat(sent(passage)).containsExactly(new ReplaceBody(bytes(lines(kept))));
        }

        private static String lines(String text) {
            return text.replace("~", "\r\n").replace("_", "\n");
        }

        @ParameterizedTest
        @CsvSource({"POSTFIX, topnewbottom~", "SENDMAIL, topnewbottom", "UNKNOWN, topnewbottom~"})
        void endsTheLastLineOnceAFilterIsDone(Mta mta, String expected) {
            Passage passage =
                    arrived(mta).then(List.of(body("new"), appended("bottom"), prepended("top"), appended("")));
            assertThat(read(passage)).isEqualTo(lines(expected));
        }

        @ParameterizedTest
        @EnumSource
        void joinsWhatIsAddedToABodyThatStays(Mta mta) {
            Passage passage = arrived(mta).then(List.of(prepended("top\n"))).then(List.of(appended("bottom\n")));
            assertThat(read(passage)).isEqualTo("top\r\norig\r\nbottom\r\n");
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0, >, >one~two~",
            "1, 4, x, oxtwo~",
            "5, 3, '', one~~",
            "10, 0, <~, one~two~<~",
            "0, 10, all~, all~",
            "8, 2, ' more', one~two more~",
            "8, 2, '', one~two~",
            "5, 5, '', one~"
        })
        void replacesARangeOfABodyThatStays(int offset, int length, String bytes, String expected) {
            Passage passage = arrived(Mta.POSTFIX, "one~two~").then(List.of(spliced(splice(offset, length, bytes))));
            assertThat(read(passage)).isEqualTo(lines(expected));
            assertThat(passage.body().size()).isEqualTo(lines(expected).length());
        }

        @Test
        void replacesSeveralRangesEachCountedInTheBodyBefore() {
            Passage passage = arrived(Mta.SENDMAIL, "0123456789")
                    .then(List.of(
                            spliced(splice(0, 1, "a"), splice(1, 0, "bcd"), splice(4, 5, ""), splice(10, 0, "z"))))
                    .then(List.of(appended("!"), spliced(splice(1, 3, "-"))));
            assertThat(read(passage)).isEqualTo("a-1239z!");
            assertThat(sent(passage)).containsExactly(new ReplaceBody(bytes("a-1239z!")));
        }

        @Test
        void readsASplicedBodyByteByByteToo() throws IOException {
            Passage passage = arrived(Mta.SENDMAIL, "0123").then(List.of(spliced(splice(1, 2, "ab"))));
            try (InputStream in = passage.body().stream()) {
                assertThat(List.of(in.read(), in.read(), in.read(), in.read(), in.read()))
                        .containsExactly((int) '0', (int) 'a', (int) 'b', (int) '3', -1);
            }
        }

        @Test
        void refusesASpliceBeyondTheBody() {
            assertThatThrownBy(() -> arrived(Mta.POSTFIX).then(List.of(spliced(splice(5, 2, "x")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a splice ends at 7; the body has 6");
        }

        @Test
        void cutsABodyIntoFullPackets() {
            String line = "x".repeat(65_534) + "\r\n";
            List<Reply> pieces = sent(arrived(Mta.POSTFIX).then(List.of(body(line.repeat(3)))));
            assertThat(pieces.stream()
                            .map(piece -> ((ReplaceBody) piece).bytes().remaining()))
                    .containsExactly(65_535, 65_535, 65_535, 3);
            StringBuilder joined = new StringBuilder();
            pieces.forEach(piece -> joined.append(StandardCharsets.US_ASCII.decode(((ReplaceBody) piece).bytes())));
            assertThat(joined).hasToString(line.repeat(3));
        }
    }

    /** Without {@code SMFIP_HDR_LEADSPC} the MTA writes one space after the colon. */
    @Nested
    class OfValuesToAnMtaThatWritesTheSpaceItself {

        @ParameterizedTest
        @CsvSource({"' v', v", "'  v', ' v'", "v, v", "'\tv', '\tv'", "'', ''", "' ', ''"})
        void leavesOneSpaceToTheMta(String rawValue, String sent) {
            assertThat(sent(
                            agreement(),
                            arrived(Mta.POSTFIX)
                                    .then(List.of(
                                            Edit.addRawHeader("X-A", rawValue),
                                            Edit.insertRawHeader(1, "X-B", rawValue)))))
                    .containsExactly(new AddHeader("X-A", sent), new InsertHeader(1, "X-B", sent));
        }

        @ParameterizedTest
        @CsvSource({"' v', v", "v, v", "'', ''", "' ', ' '"})
        void deletesOnlyWhatIsToBeDeleted(String rawValue, String sent) {
            assertThat(sent(
                            agreement(),
                            arrived(Mta.POSTFIX).then(List.of(Edit.changeRawHeader(1, "Subject", rawValue)))))
                    .containsExactly(new ChangeHeader(1, "Subject", sent));
        }
    }
}
