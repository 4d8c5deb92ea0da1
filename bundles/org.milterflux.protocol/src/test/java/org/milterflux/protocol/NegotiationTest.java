package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    private static OptionNegotiation words(int version, int actions, int steps) {
        return new OptionNegotiation(version, actions, steps, Map.of());
    }

    @Nested
    class Answer {

        @ParameterizedTest
        @CsvSource({
            // offer: version, actions, steps | answer: version, actions, steps
            "6, 0x1FF, 0x1FFFFF,   6, 0x1FF, 0x100480",
            "7, 0x3FF, 0xFFFFFFF,  6, 0x1FF, 0x100480",
            "5, 0x1FF, 0x1FFFFF,   5, 0x1FF, 0x100480",
            "4, 0x3F,  0x3FF,      4, 0x3F,  0x80",
            "3, 0x3F,  0x1FF,      3, 0x3F,  0x80",
            "2, 0x3F,  0x7F,       2, 0x3F,  0",
            "2, 0,     0,          2, 0x0F,  0",
            "6, 0x01,  0x400,      6, 0x01,  0x400"
        })
        void isWhatIsWantedAndOffered(
                int version, int actions, int steps, int hisVersion, int hisActions, int hisSteps) {
            OptionNegotiation wanted = words(6, 0x1FF, 0x100480);
            assertThat(Negotiation.answer(words(version, actions, steps), wanted))
                    .isEqualTo(words(hisVersion, hisActions, hisSteps));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void isRefusedToAncientMtas(int version) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Negotiation.answer(words(version, 1, 1), words(6, 1, 1)))
                    .withMessageContaining("version " + version);
        }

        @ParameterizedTest
        @CsvSource({
            // offered | wanted | agreed
            "0x30000000, 0x30000000, 0x20000000, 1048575",
            "0x10000000, 0x30000000, 0x10000000, 262143",
            "0x20000000, 0x30000000, 0x20000000, 1048575",
            "0x30000000, 0x10000000, 0x10000000, 262143",
            "0x30000000, 0,          0,          65535",
            "0x1,        0x30000000, 0,          65535"
        })
        void takesOneSize(int offered, int wanted, int agreed, int maxData) {
            OptionNegotiation answer = Negotiation.answer(words(6, 0x1FF, offered), words(6, 0, wanted));
            assertThat(answer).isEqualTo(words(6, 0, agreed));
            assertThat(answer.maxData()).isEqualTo(maxData);
        }

        @Test
        void asksForMacrosOfBothEndsTogether() {
            OptionNegotiation wanted = OptionNegotiation.of(
                    6,
                    Set.of(Action.SET_SYMBOLS),
                    Set.of(),
                    Map.of(MacroStage.MAIL, List.of("i"), MacroStage.END_OF_MESSAGE, List.of("msg_id")));
            assertThat(Negotiation.answer(OptionNegotiation.offer(6), wanted).symbols())
                    .isEqualTo(Map.of(
                            MacroStage.MAIL, List.of("i"),
                            MacroStage.END_OF_MESSAGE, List.of("msg_id"),
                            MacroStage.END_OF_HEADERS, List.of("msg_id")));
        }

        @Test
        void asksForNoMacrosUnlessItMay() {
            OptionNegotiation wanted = new OptionNegotiation(6, 0x1FF, 0, Map.of(MacroStage.CONNECT, List.of("j")));
            assertThat(Negotiation.answer(words(2, 0x3F, 0x7F), wanted).symbols())
                    .isEmpty();
            assertThat(Negotiation.answer(words(6, 0x1FF, 0), wanted).symbols()).hasSize(1);
        }
    }

    @Nested
    class Agreement {

        private final OptionNegotiation offer = OptionNegotiation.offer(6);

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 7, -1})
        void refusesVersion(int version) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Negotiation.agree(offer, words(version, 0, 0)))
                    .withMessageContaining("version " + version);
        }

        @Test
        void refusesMoreThanItOfferedToAnOldMta() {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Negotiation.agree(OptionNegotiation.offer(2), words(6, 0, 0)));
        }

        @Test
        void refusesUnofferedActions() {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Negotiation.agree(words(6, 0x3F, 0), words(6, 0x41, 0)))
                    .withMessageContaining("0x40");
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Negotiation.agree(offer, words(6, 0x200, 0)));
        }

        @Test
        void readsZerosAsTheFirstFlagsThereWere() {
            assertThat(Negotiation.agree(words(2, 0, 0), words(2, 0x0F, 0x3F))).isEqualTo(words(2, 0x0F, 0x3F));
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Negotiation.agree(words(2, 0, 0), words(2, 0x10, 0)));
        }

        @Test
        void passesOverUnofferedSteps() {
            OptionNegotiation answer = words(6, 0, 1 << 25 | 1);
            assertThat(Negotiation.agree(offer, answer)).isEqualTo(words(6, 0, 1));
            assertThat(Negotiation.unofferedSteps(offer, answer)).isEqualTo(1 << 25);
        }

        @Test
        void keepsTheSymbols() {
            Map<MacroStage, List<String>> symbols = Map.of(MacroStage.HELO, List.of());
            assertThat(Negotiation.agree(offer, new OptionNegotiation(6, 0x100, 0, symbols))
                            .symbols())
                    .isEqualTo(symbols);
        }

        @Test
        void saysWhatIsSentAndAnswered() {
            OptionNegotiation all = words(6, 0, 0);
            for (CommandCode command : CommandCode.values()) {
                assertThat(all.sends(command)).isTrue();
                assertThat(all.awaitsVerdict(command)).isEqualTo(command.isAnswered());
            }
            OptionNegotiation none = words(6, 0, 0x1FFFFF);
            assertThat(EnumSet.allOf(CommandCode.class).stream().filter(none::awaitsVerdict))
                    .containsExactly(CommandCode.END_OF_MESSAGE);
            assertThat(EnumSet.allOf(CommandCode.class).stream().filter(none::sends))
                    .containsExactly(
                            CommandCode.NEGOTIATE,
                            CommandCode.MACRO,
                            CommandCode.END_OF_MESSAGE,
                            CommandCode.ABORT,
                            CommandCode.QUIT,
                            CommandCode.QUIT_NEW_CONNECTION);
        }

        @ParameterizedTest
        @CsvSource({
            "NO_CONNECT, NO_REPLY_CONNECT, CONNECT",
            "NO_HELO, NO_REPLY_HELO, HELO",
            "NO_MAIL, NO_REPLY_MAIL, MAIL",
            "NO_RCPT, NO_REPLY_RCPT, RCPT",
            "NO_DATA, NO_REPLY_DATA, DATA",
            "NO_HEADERS, NO_REPLY_HEADERS, HEADER",
            "NO_END_OF_HEADERS, NO_REPLY_END_OF_HEADERS, END_OF_HEADERS",
            "NO_BODY, NO_REPLY_BODY, BODY",
            "NO_UNKNOWN, NO_REPLY_UNKNOWN, UNKNOWN"
        })
        void followsTheStep(Step no, Step noReply, CommandCode command) {
            assertThat(words(6, 0, no.bit()).sends(command)).isFalse();
            assertThat(words(6, 0, noReply.bit()).awaitsVerdict(command)).isFalse();
            assertThat(words(6, 0, ~no.bit()).sends(command)).isTrue();
            assertThat(words(6, 0, ~noReply.bit()).awaitsVerdict(command)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"2,false,false", "3,true,false", "4,true,true", "5,true,true", "6,true,true"})
        void leavesOutWhatTheVersionLacks(int version, boolean unknown, boolean data) {
            assertThat(words(version, 0, 0).sends(CommandCode.UNKNOWN)).isEqualTo(unknown);
            assertThat(words(version, 0, 0).sends(CommandCode.DATA)).isEqualTo(data);
        }
    }

    @Nested
    class Flags {

        @Test
        void areDistinctBitsThatMakeTheMasks() {
            assertThat(Action.word(EnumSet.allOf(Action.class))).isEqualTo(0x1FF);
            assertThat(Step.word(EnumSet.allOf(Step.class))).isEqualTo(0x301FFFFF);
            assertThat(Action.in(0x1FF)).hasSize(Action.values().length);
            assertThat(Step.in(-1)).hasSize(Step.values().length);
        }

        @Test
        void turnIntoWordsAndBack() {
            for (Step step : Step.values()) {
                assertThat(Step.in(Step.word(Set.of(step)))).containsExactly(step);
            }
            for (Action action : Action.values()) {
                assertThat(Action.in(Action.word(Set.of(action)))).containsExactly(action);
                assertThat(words(6, action.bit(), 0).has(action)).isTrue();
            }
        }
    }

    @Nested
    class Symbols {

        @ParameterizedTest
        @CsvSource({"'i {mail_addr}'", "'i,{mail_addr}'", "' i , {mail_addr} '", "'{i} mail_addr'"})
        void areReadHoweverSeparated(String list) {
            assertThat(MacroName.readList(list)).containsExactly("i", "mail_addr");
        }

        @Test
        void ofUnknownStagesArePassedOver() {
            byte[] answer =
                    HexFormat.of().parseHex("000000194f000000060000010000000000" + "000000096a00" + "000000016a00");
            List<Reply> replies = new ArrayList<>();
            PacketDecoder.replies(100).decode(ByteBuffer.wrap(answer), replies::add);
            assertThat(replies)
                    .containsExactly(new OptionNegotiation(6, 0x100, 0, Map.of(MacroStage.HELO, List.of("j"))));
        }
    }
}
