package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.ConnectionFailed;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Discard;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.Progress;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Reject;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Shutdown;
import org.milterflux.protocol.Skip;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.TempFail;

class DialogueTest {

    private final FakeMilter milter = new FakeMilter();

    private static ReplaceBody body(String text) {
        return new ReplaceBody(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Nested
    class AConnection {

        @Test
        void opensWithTheFirstEventAndNotBefore() {
            Session session = new Session(milter);
            assertThat(milter.lines).isEmpty();
            session.connect();
            assertThat(milter.line().packets()).isEqualTo("O DC C");
            assertThat(session.decisions).containsExactly(Verdict.pass());
        }

        @Test
        void carriesTwoMessagesAndAFarewell() {
            Session session =
                    new Session(milter).connect().helo().message().message().close();
            assertThat(milter.line().events()).isEqualTo("CHMRTLNBEMRTLNBEQ");
            assertThat(milter.line().closed).isTrue();
            assertThat(session.decisions).hasSize(14).containsOnly(Verdict.pass());
            assertThat(session.completed).isTrue();
        }

        @Test
        void tellsPostfixMacrosBeforeEverything() {
            new Session(milter).connect().helo().message();
            assertThat(milter.line().packets()).isEqualTo("O DC C DH H DM M DR R DT T DL L DN N DB B DE E");
        }

        @Test
        void tellsSendmailMacrosOncePerStage() {
            new Session(milter, Session.SENDMAIL).connect().helo().message();
            assertThat(milter.line().packets()).isEqualTo("O DC C DH H DM M DR R T L N B DE E");
        }

        @Test
        void isNotOpenedWhenNothingHappens() {
            new Session(milter).close();
            assertThat(milter.lines).isEmpty();
        }
    }

    @Nested
    class MacrosAreTold {

        @Test
        void asTheMilterAskedAndNoMore() {
            milter.asks(MacroStage.MAIL, "auth_type", "nothing").asks(MacroStage.END_OF_MESSAGE, "i");
            new Session(milter)
                    .macro("auth_type", "PLAIN")
                    .macro("mail_addr", "a@b")
                    .macro("i", "4Q")
                    .connect()
                    .message();
            assertThat(milter.line().macros(CommandCode.MAIL)).isEqualTo(Map.of("auth_type", "PLAIN"));
            assertThat(milter.line().macros(CommandCode.BODY)).isEqualTo(Map.of("i", "4Q"));
        }

        @Test
        void asTheMtaDoesWhereTheMilterAskedNothing() {
            new Session(milter)
                    .macro("mail_addr", "a@b")
                    .macro("client_addr", "192.0.2.1")
                    .connect()
                    .mail();
            assertThat(milter.line().macros(CommandCode.CONNECT)).isEqualTo(Map.of("v", "Postfix 3.7.11"));
            assertThat(milter.line().macros(CommandCode.MAIL)).isEqualTo(Map.of("mail_addr", "a@b"));
        }

        @Test
        void andThePlatformLearnsWhatToAskFor() {
            milter.asks(MacroStage.MAIL, "auth_type").steps(Step.REJECTED_RECIPIENTS);
            assertThat(new Session(milter).connect().learnt).containsExactly(new Wants(List.of("auth_type"), true));
        }
    }

    @Nested
    class WhatTheMilterDoesNotWant {

        @Test
        void isNotSentThoughItsMacrosAre() {
            milter.steps(Step.NO_CONNECT, Step.NO_HELO, Step.NO_BODY, Step.NO_HEADERS);
            Session session = new Session(milter).connect().helo().message();
            assertThat(milter.line().packets()).isEqualTo("O DC DH DM M DR R DT T DN N DE E");
            assertThat(session.decisions).hasSize(8).contains(Verdict.skip());
        }

        @Test
        void isSentWithoutWaitingWhenOnlyTheReplyIsUnwanted() {
            milter.steps(
                    Step.NO_REPLY_CONNECT,
                    Step.NO_REPLY_HELO,
                    Step.NO_REPLY_MAIL,
                    Step.NO_REPLY_RCPT,
                    Step.NO_REPLY_DATA,
                    Step.NO_REPLY_HEADERS,
                    Step.NO_REPLY_END_OF_HEADERS,
                    Step.NO_REPLY_BODY,
                    Step.NO_REPLY_UNKNOWN);
            Session session =
                    new Session(milter).connect().helo().unknown("XYZ").message();
            assertThat(milter.line().events()).isEqualTo("CHUMRTLNBE");
            assertThat(session.decisions).hasSize(9).containsOnly(Verdict.pass());
        }

        @Test
        void ofTheBodyIsSkipped() {
            milter.answers(CommandCode.BODY, new Skip());
            Session session = new Session(milter).connect().envelope().headersEnd();
            assertThat(session.body("a").last()).isEqualTo(Verdict.skip());
            assertThat(session.body("b").last()).isEqualTo(Verdict.skip());
            assertThat(session.end().last()).isEqualTo(Verdict.pass());
            assertThat(milter.line().events()).isEqualTo("CMRTNBE");
            session.envelope().headersEnd().body("c");
            assertThat(milter.line().events()).endsWith("MRTNB");
        }

        @Test
        void recipientsTheMtaRefusesAreSentToThoseWhoAskOnly() {
            Session session = new Session(milter)
                    .connect()
                    .mail()
                    .macro("rcpt_mailer", "error")
                    .rcpt("no@example.net");
            assertThat(milter.line().events()).isEqualTo("CM");
            assertThat(session.last()).isEqualTo(Verdict.pass());

            FakeMilter curious =
                    new FakeMilter().steps(Step.REJECTED_RECIPIENTS).answers(CommandCode.RCPT, new Discard());
            Session asked = new Session(curious)
                    .connect()
                    .mail()
                    .macro("rcpt_mailer", "error")
                    .rcpt("no@example.net");
            assertThat(asked.last()).isEqualTo(Verdict.pass());
            asked.data();
            assertThat(curious.line().events()).isEqualTo("CMRT");
        }
    }

    @Nested
    class AVerdict {

        @Test
        void atTheConnectionEndsTheDialogue() {
            milter.answers(CommandCode.HELO, new Reject());
            Session session = new Session(milter).connect().helo();
            assertThat(session.last()).isEqualTo(Verdict.reject());
            assertThat(session.completed).isTrue();
            assertThat(milter.line().events()).isEqualTo("CHQ");
            assertThat(milter.line().closed).isTrue();
        }

        @Test
        void ofAcceptAtConnectLetsTheRestPass() {
            milter.answers(CommandCode.CONNECT, new Accept());
            Session session = new Session(milter).connect();
            assertThat(session.last()).isEqualTo(Verdict.accept());
            assertThat(session.completed).isTrue();
            assertThat(milter.line().closed).isTrue();
        }

        @Test
        void ofDiscardAtConnectChangesNothing() {
            milter.answers(CommandCode.CONNECT, new Discard());
            Session session = new Session(milter).connect().helo();
            assertThat(session.completed).isFalse();
            assertThat(milter.line().events()).isEqualTo("CH");
        }

        @ParameterizedTest
        @EnumSource(names = {"MAIL", "END_OF_HEADERS", "BODY"})
        void leavesTheMilterAloneUntilTheNextMessage(CommandCode event) {
            milter.answers(event, new TempFail());
            Session session = new Session(milter).connect().message().abort();
            assertThat(session.decisions).contains(Verdict.tempfail());
            String sent = milter.line().events();
            assertThat(sent).endsWith(String.valueOf((char) event.letter()));
            session.message();
            assertThat(milter.line().events().substring(sent.length())).startsWith("M");
        }

        @Test
        void ofRefusalAtARecipientConcernsThatOneOnly() {
            milter.answers(CommandCode.RCPT, new Reject());
            Session session =
                    new Session(milter).connect().mail().rcpt("a@example.net").rcpt("b@example.net");
            assertThat(session.decisions)
                    .containsExactly(Verdict.pass(), Verdict.pass(), Verdict.reject(), Verdict.reject());
            session.data();
            assertThat(milter.line().events()).isEqualTo("CMRRT");
        }

        /** The client may name more recipients, and say DATA again. */
        @Test
        void ofRefusalAtDataLeavesTheMessageOpen() {
            milter.answers(CommandCode.DATA, new TempFail());
            Session session = new Session(milter).connect().envelope();
            assertThat(session.last()).isEqualTo(Verdict.tempfail());
            session.rcpt("c@example.net").data().abort().close();
            assertThat(milter.line().events()).isEqualTo("CMRTRTAQ");
        }

        @Test
        void ofAcceptAtARecipientConcernsTheMessage() {
            milter.answers(CommandCode.RCPT, new Accept());
            new Session(milter)
                    .connect()
                    .mail()
                    .rcpt("a@example.net")
                    .rcpt("b@example.net")
                    .abort()
                    .close();
            assertThat(milter.line().events()).isEqualTo("CMRQ");
        }

        @Test
        void atAHeaderFieldIsGivenAtTheEndOfTheHeader() {
            milter.answers(CommandCode.HEADER, new Reject());
            Session session = new Session(milter).connect().envelope();
            int before = session.decisions.size();
            session.header("A", " 1").header("B", " 2");
            assertThat(session.decisions).hasSize(before);
            assertThat(session.headersEnd().last()).isEqualTo(Verdict.reject());
            assertThat(session.abort().mail().last()).isEqualTo(Verdict.pass());
            assertThat(milter.line().events()).isEqualTo("CMRTLM");
        }

        @Test
        void atAHeaderFieldIsForgottenWithItsMessage() {
            milter.answers(CommandCode.HEADER, new Accept());
            Session session = new Session(milter)
                    .connect()
                    .envelope()
                    .header("A", " 1")
                    .abort()
                    .mail();
            assertThat(session.last()).isEqualTo(Verdict.pass());
            assertThat(milter.line().events()).isEqualTo("CMRTLM");
        }

        @Test
        void onAnUnknownCommandCanOnlyRefuseIt() {
            milter.answers(CommandCode.UNKNOWN, new Accept());
            assertThat(new Session(milter).connect().unknown("XYZ").last()).isEqualTo(Verdict.pass());
            milter.answers(CommandCode.UNKNOWN, new ReplyCode("500 5.5.1 No"));
            Session session = new Session(milter).connect().unknown("XYZ");
            assertThat(session.last()).isEqualTo(Verdict.reply(SmtpReply.of(500, "5.5.1", "No")));
            session.mail();
            assertThat(milter.lines.get(1).events()).isEqualTo("CUM");
        }

        @Test
        void ofShutdownClosesTheSmtpConnection() {
            milter.answers(CommandCode.MAIL, new Shutdown());
            assertThat(new Session(milter).connect().mail().last())
                    .isEqualTo(Verdict.reply(SmtpReply.of(421, "4.7.0", "Service unavailable")));
        }
    }

    @Nested
    class Edits {

        @Test
        void areGivenInOrderWithTheBodyInOnePiece() {
            milter.answers(
                    CommandCode.END_OF_MESSAGE,
                    new AddHeader("A", "1"),
                    body("new "),
                    new Progress(),
                    body("body"),
                    new AddHeader("B", ""),
                    new Continue());
            assertThat(new Session(milter).connect().message().last())
                    .isEqualTo(Decision.edit(
                            Edit.addRawHeader("A", " 1"),
                            Edit.replaceBody("new body".getBytes(StandardCharsets.UTF_8)),
                            Edit.addRawHeader("B", " ")));
        }

        @Test
        void areForgottenWhenTheMessageIsRefused() {
            milter.answers(CommandCode.END_OF_MESSAGE, new AddHeader("A", "1"), new Discard());
            assertThat(new Session(milter).connect().message().last()).isEqualTo(Verdict.discard());
        }

        @Test
        void areBounded() {
            milter.answers(CommandCode.END_OF_MESSAGE, body("x".repeat(600)), body("x".repeat(401)), new Continue());
            assertThat(new Session(milter).connect().message().failure())
                    .isEqualTo("milter inet:8891@127.0.0.1 at end of message: its edits are of more than 1000 bytes"
                            + " (maxEditBytes)");
        }
    }

    @Nested
    class AFailure {

        private String at(CommandCode event, Reply... replies) {
            Session session =
                    new Session(milter.answers(event, replies)).connect().message();
            assertThat(milter.line().closed).isTrue();
            assertThat(milter.line().events()).doesNotContain("Q");
            return session.failure();
        }

        @Test
        void isAnEditBeforeTheEnd() {
            assertThat(at(CommandCode.MAIL, new AddHeader("A", "1"), new Continue()))
                    .isEqualTo("milter inet:8891@127.0.0.1 at mail: it sent the edit 'h', which is for the end of the"
                            + " message only");
        }

        @Test
        void isAnEditThatWasNotAnnounced() {
            milter.actions(0x002);
            assertThat(at(CommandCode.END_OF_MESSAGE, new AddHeader("A", "1"), new Continue()))
                    .endsWith("it sent the edit 'h', which it did not announce in negotiation");
        }

        @Test
        void isAnEditThatNoMtaShouldSee() {
            assertThat(at(CommandCode.END_OF_MESSAGE, new AddHeader("A", "1\r\n 2"), new Continue()))
                    .endsWith("at end of message: a header value holds CR or NUL; fold it with LF and a space");
        }

        @Test
        void isWhatTheMilterCallsOne() {
            assertThat(at(CommandCode.BODY, new ConnectionFailed()))
                    .endsWith("at body: it says that it has failed ('f')");
        }

        @Test
        void isAnotherOffer() {
            assertThat(at(CommandCode.DATA, Terms.OFFER)).endsWith("at data: 'O' is no answer to an event");
        }

        @Test
        void isAClaimOfWhatWasNotOffered() {
            milter.actions(0x200);
            assertThat(new Session(milter).connect().failure())
                    .endsWith("at negotiation: filter claims actions 0x200 that were not offered");
        }

        @Test
        void isAnAnswerToTheOfferThatIsNone() {
            assertThat(at(CommandCode.NEGOTIATE, new Continue()))
                    .endsWith("at negotiation: it answered the offer with 'c'");
        }

        @Test
        void isTheEndOfTheConnection() {
            milter.hangsAt(CommandCode.MAIL);
            Session session = new Session(milter).connect().mail();
            milter.line().hangUp();
            assertThat(session.failure()).isEqualTo("milter inet:8891@127.0.0.1 at mail: it closed the connection");
        }

        @Test
        void isTheEndOfAConnectionThatWasIdle() {
            Session session = new Session(milter).connect();
            milter.line().hangUp();
            assertThat(session.mail().failure()).endsWith("at mail: it closed the connection");
        }

        @Test
        void isWhatIsNotMilter() {
            milter.hangsAt(CommandCode.MAIL);
            Session session = new Session(milter).connect().mail();
            milter.line().breaks(new ProtocolException("unknown letter 'Z'"));
            assertThat(session.failure()).isEqualTo("milter inet:8891@127.0.0.1 at mail: unknown letter 'Z'");
        }
    }

    @Nested
    class Silence {

        @Test
        void isAFailureAfterTheTimeForCommands() {
            milter.hangsAt(CommandCode.RCPT);
            Session session =
                    new Session(milter).connect().mail().rcpt("a@example.net").seconds(29);
            assertThat(session.failure()).isEmpty();
            assertThat(session.seconds(1).failure())
                    .isEqualTo("milter inet:8891@127.0.0.1 at rcpt: no answer within 30 s");
            assertThat(milter.line().closed).isTrue();
        }

        @Test
        void isAFailureAfterTheTimeForContent() {
            milter.hangsAt(CommandCode.END_OF_MESSAGE);
            Session session = new Session(milter).connect().message().seconds(299);
            assertThat(session.failure()).isEmpty();
            assertThat(session.seconds(1).failure()).endsWith("at end of message: no answer within 300 s");
        }

        @ParameterizedTest
        @EnumSource(names = {"CONNECT", "RCPT", "BODY", "END_OF_MESSAGE"})
        void isBrokenByProgress(CommandCode event) {
            milter.hangsAt(event);
            Session session = new Session(milter).connect().message();
            for (int i = 0; i < 20; i++) {
                session.seconds(20);
                milter.line().say(new Progress());
            }
            milter.line().say(new Continue());
            assertThat(session.failure()).isEmpty();
            assertThat(session.last()).isEqualTo(Verdict.pass());
        }

        @Test
        void inNegotiationIsAFailureAfterTheTimeToConnect() {
            milter.hangsAt(CommandCode.NEGOTIATE);
            assertThat(new Session(milter).connect().seconds(5).failure())
                    .isEqualTo("milter inet:8891@127.0.0.1 at negotiation: no answer within 5 s");
        }
    }

    @Nested
    class TheEnd {

        @Test
        void inAMessageIsAnAbortToo() {
            new Session(milter).connect().mail().close();
            assertThat(milter.line().events()).isEqualTo("CMAQ");
        }

        @Test
        void isAbortedOnce() {
            new Session(milter).connect().mail().abort().abort().close();
            assertThat(milter.line().events()).isEqualTo("CMAQ");
        }

        /** The connection goes while the abort is on its way. */
        @Test
        void isAbortedOnceThoughTheAbortHasNotLeft() {
            milter.takesSilently(CommandCode.ABORT);
            new Session(milter).connect().mail().abort().cancel();
            assertThat(milter.line().events()).isEqualTo("CMAQ");
        }

        @Test
        void afterAMessageIsNoAbort() {
            new Session(milter).connect().message().abort().close();
            assertThat(milter.line().events()).isEqualTo("CMRTLNBEQ");
        }

        @Test
        void mayComeWhileTheMilterThinks() {
            milter.hangsAt(CommandCode.RCPT);
            new Session(milter).connect().mail().rcpt("a@example.net").cancel();
            assertThat(milter.line().events()).isEqualTo("CMRAQ");
            assertThat(milter.line().closed).isTrue();
        }
    }

    @Test
    void sendsValuesAsTheMtaWould() {
        milter.steps(Step.HEADER_LEADING_SPACE);
        new Session(milter)
                .connect()
                .envelope()
                .header("A", "  x")
                .header("B", "\ty")
                .header("C", "");
        assertThat(milter.line().received(Header.class))
                .containsExactly(new Header("A", "  x"), new Header("B", "\ty"), new Header("C", ""));
        FakeMilter plain = new FakeMilter();
        new Session(plain)
                .connect()
                .envelope()
                .header("A", "  x")
                .header("B", "\ty")
                .header("C", "");
        assertThat(plain.line().received(Header.class))
                .containsExactly(new Header("A", " x"), new Header("B", "\ty"), new Header("C", ""));
        assertThat(plain.line().received(MailFrom.class))
                .containsExactly(new MailFrom("<sender@example.org>", List.of()));
        assertThat(plain.line().received(BodyChunk.class)).isEmpty();
    }
}
