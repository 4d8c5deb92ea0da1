package org.milterflux.testing;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;
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
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.WireText;

/**
 * Replies in the words of a {@link MilterDialogue}: {@code addheader X-S: yes}, {@code reply 550 5.7.1 No}.
 *
 * <p>A header value is shown after one space, whether the wire carried that space or not. Line breaks and other control
 * characters are shown as {@code \r}, {@code \n}, {@code \t}, {@code \x07}.
 */
public final class ReplyText {

    private final boolean leadingSpace;

    /**
     * For one connection.
     *
     * @param agreement tells whether header values bring their own leading space
     */
    public ReplyText(OptionNegotiation agreement) {
        leadingSpace = agreement.has(Step.HEADER_LEADING_SPACE);
    }

    /** One line. */
    public String of(Reply reply) {
        return switch (reply.replyKind()) {
            case NEGOTIATE -> negotiation("negotiated", (OptionNegotiation) reply);
            case CONTINUE -> "continue";
            case ACCEPT -> "accept";
            case REJECT -> "reject";
            case TEMPFAIL -> "tempfail";
            case DISCARD -> "discard";
            case SKIP -> "skip";
            case PROGRESS -> "progress";
            case SHUTDOWN -> "shutdown";
            case CONNECTION_FAILED -> "connection-failed";
            case REPLY_CODE -> "reply " + Escapes.escape(((ReplyCode) reply).text());
            case ADD_HEADER -> "addheader " + field(((AddHeader) reply).name(), ((AddHeader) reply).value());
            case INSERT_HEADER -> insert((InsertHeader) reply);
            case CHANGE_HEADER -> change((ChangeHeader) reply);
            case REPLACE_BODY -> "body " + quoted(((ReplaceBody) reply).bytes());
            case ADD_RECIPIENT -> "addrcpt " + Escapes.escape(((AddRecipient) reply).address());
            case ADD_RECIPIENT_WITH_ARGUMENTS -> addRecipient((AddRecipientWithArguments) reply);
            case DELETE_RECIPIENT -> "delrcpt " + Escapes.escape(((DeleteRecipient) reply).address());
            case CHANGE_SENDER -> changeSender((ChangeSender) reply);
            case QUARANTINE -> "quarantine " + Escapes.escape(((Quarantine) reply).reason());
        };
    }

    private String insert(InsertHeader insert) {
        return "insheader " + Integer.toUnsignedString(insert.index()) + " " + field(insert.name(), insert.value());
    }

    private String change(ChangeHeader change) {
        String index = Integer.toUnsignedString(change.index());
        return change.value().isEmpty()
                ? "delheader " + index + " " + Escapes.escape(change.name())
                : "chgheader " + index + " " + field(change.name(), change.value());
    }

    private static String addRecipient(AddRecipientWithArguments add) {
        return Escapes.escape(("addrcpt " + add.address() + " " + add.arguments()).strip());
    }

    private static String changeSender(ChangeSender change) {
        return Escapes.escape(("sender " + change.address() + " " + change.arguments()).strip());
    }

    private String field(String name, String value) {
        return Escapes.escape((name + ":" + (leadingSpace ? "" : " ") + value).stripTrailing());
    }

    private static String quoted(ByteBuffer bytes) {
        return "\"" + Escapes.escape(WireText.decode(bytes)) + "\"";
    }

    static String negotiation(String word, OptionNegotiation words) {
        String symbols = words.symbols().entrySet().stream()
                .map(list -> " " + list.getKey() + "=" + String.join(",", list.getValue()))
                .collect(Collectors.joining());
        return String.format(
                "%s version %d actions 0x%x steps 0x%x%s",
                word, words.version(), words.actionBits(), words.stepBits(), symbols);
    }
}
