package org.milterflux.core.internal.message;

import java.util.Arrays;
import java.util.List;
import org.milterflux.api.Edit;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Reply;

/**
 * Header edits as words, by the letters of the protocol: {@code h X-A v} adds, {@code i1 X-A v} inserts at position 1,
 * {@code m2 X-A v} changes the second X-A, {@code m2 X-A} deletes it. A comma parts edits, {@code |} parts filters.
 */
final class EditWords {

    private EditWords() {}

    /** The edits of each filter. */
    static List<List<Edit>> filters(String words) {
        return Arrays.stream(words.split("\\|", -1)).map(EditWords::edits).toList();
    }

    private static List<Edit> edits(String words) {
        return Arrays.stream(words.split(",", -1))
                .map(String::strip)
                .filter(edit -> !edit.isEmpty())
                .map(EditWords::edit)
                .toList();
    }

    private static Edit edit(String words) {
        String[] word = words.split(" ", 3);
        String rawValue = word.length > 2 ? " " + word[2] : "";
        return switch (word[0].charAt(0)) {
            case 'h' -> Edit.addRawHeader(word[1], rawValue);
            case 'i' -> Edit.insertRawHeader(number(word[0]), word[1], rawValue);
            default -> Edit.changeRawHeader(number(word[0]), word[1], rawValue);
        };
    }

    private static int number(String letterAndNumber) {
        return Integer.parseInt(letterAndNumber.substring(1));
    }

    /** Requests in the same words. */
    static String of(List<Reply> requests) {
        return String.join(", ", requests.stream().map(EditWords::of).toList());
    }

    private static String of(Reply request) {
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
