package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MacroBookTest {

    private static final Map<MacroStage, List<String>> NOTHING = Map.of();
    private static final Set<CommandCode> SILENT = EnumSet.of(
            CommandCode.NEGOTIATE,
            CommandCode.MACRO,
            CommandCode.ABORT,
            CommandCode.QUIT,
            CommandCode.QUIT_NEW_CONNECTION);

    /** The names told before the event, every macro having a value; empty when there is no packet. */
    private static Optional<List<String>> told(MacroBook book, CommandCode event, boolean sent) {
        return book.before(event, sent, Optional::of)
                .map(macros -> List.copyOf(macros.values().keySet()));
    }

    @Nested
    class OfPostfix {

        @Test
        void tellsBeforeEveryEvent() {
            MacroBook book = MacroBook.ofPostfix(NOTHING);
            for (CommandCode event : CommandCode.values()) {
                assertThat(told(book, event, true).isPresent()).as("%s", event).isEqualTo(!SILENT.contains(event));
            }
        }

        @Test
        void tellsBeforeEventsThatAreNotSentExceptOfContent() {
            MacroBook book = MacroBook.ofPostfix(NOTHING);
            assertThat(EnumSet.allOf(CommandCode.class))
                    .filteredOn(event -> told(book, event, false).isPresent())
                    .containsExactly(
                            CommandCode.CONNECT,
                            CommandCode.HELO,
                            CommandCode.MAIL,
                            CommandCode.RCPT,
                            CommandCode.DATA,
                            CommandCode.END_OF_MESSAGE,
                            CommandCode.UNKNOWN);
        }

        @Test
        void repeatsTheMacrosOfTheEndBeforeEachPiece() {
            MacroBook book = MacroBook.ofPostfix(
                    Map.of(MacroStage.END_OF_HEADERS, List.of("i", "j"), MacroStage.END_OF_MESSAGE, List.of("i", "v")));
            assertThat(told(book, CommandCode.HEADER, true)).contains(List.of("i", "j"));
            assertThat(told(book, CommandCode.BODY, true)).contains(List.of("i", "v"));
        }

        @Test
        void tellsItsOwnListWhereNothingWasAsked() {
            MacroBook book = MacroBook.ofPostfix(Map.of(MacroStage.CONNECT, List.of(), MacroStage.MAIL, List.of("i")));
            assertThat(told(book, CommandCode.CONNECT, true))
                    .contains(List.of("j", "daemon_name", "daemon_addr", "v", "_"));
            assertThat(told(book, CommandCode.MAIL, true)).contains(List.of("i"));
        }

        @Test
        void sendsAnEmptyPacketWhereNothingIsKnown() {
            assertThat(MacroBook.ofPostfix(NOTHING).before(CommandCode.HELO, true, name -> Optional.empty()))
                    .contains(Macros.before(CommandCode.HELO, Map.of()));
        }
    }

    @Nested
    class OfSendmail {

        @Test
        void tellsOncePerStageThatHasAList() {
            MacroBook book = MacroBook.ofSendmail(NOTHING);
            assertThat(EnumSet.allOf(CommandCode.class))
                    .filteredOn(event -> told(book, event, true).isPresent())
                    .containsExactly(
                            CommandCode.CONNECT,
                            CommandCode.HELO,
                            CommandCode.MAIL,
                            CommandCode.RCPT,
                            CommandCode.END_OF_MESSAGE);
        }

        @Test
        void tellsNothingWhereNothingWasAsked() {
            MacroBook book = MacroBook.ofSendmail(Map.of(MacroStage.HELO, List.of()));
            assertThat(told(book, CommandCode.HELO, true)).isEmpty();
        }

        @Test
        void tellsBeforeTheEndOfHeadersOnlyWhenThatIsSent() {
            MacroBook book = MacroBook.ofSendmail(Map.of(MacroStage.END_OF_HEADERS, List.of("i")));
            assertThat(told(book, CommandCode.END_OF_HEADERS, true)).contains(List.of("i"));
            assertThat(told(book, CommandCode.END_OF_HEADERS, false)).isEmpty();
        }

        @Test
        void overlooksAListForTheEndOfTheMessageAlone() {
            Map<MacroStage, List<String>> end = Map.of(MacroStage.END_OF_MESSAGE, List.of("i"));
            Map<MacroStage, List<String>> headers = Map.of(MacroStage.END_OF_HEADERS, List.of("i"));
            Map<MacroStage, List<String>> both =
                    Map.of(MacroStage.END_OF_MESSAGE, List.of("v"), MacroStage.END_OF_HEADERS, List.of("i"));
            assertThat(told(MacroBook.ofSendmail(end), CommandCode.END_OF_MESSAGE, true))
                    .contains(List.of("msg_id"));
            assertThat(told(MacroBook.ofSendmail(headers), CommandCode.END_OF_MESSAGE, true))
                    .isEmpty();
            assertThat(told(MacroBook.ofSendmail(both), CommandCode.END_OF_MESSAGE, true))
                    .contains(List.of("v"));
        }
    }
}
