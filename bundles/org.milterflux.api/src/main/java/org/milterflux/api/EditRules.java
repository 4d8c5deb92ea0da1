package org.milterflux.api;

import java.util.List;

/** What every MTA in front takes in an edit; checked when the edit is made, where the author sees it. */
final class EditRules {

    private EditRules() {}

    /** RFC 5322 §2.2: printable ASCII without colon. The MTAs do not check, and would deliver a broken header. */
    static void headerName(String name) {
        check(
                !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':'),
                "not a header name (printable ASCII without colon and space): '" + name + "'");
    }

    /** Lines end in a lone LF, and each further line starts with white space: a CR would be delivered as it stands. */
    static void headerValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            check(c != '\r' && c != 0, "a header value holds CR or NUL; fold it with LF and a space");
            if (c == '\n') {
                check(
                        i + 1 < value.length() && (value.charAt(i + 1) == ' ' || value.charAt(i + 1) == '\t'),
                        "a folded header line must go on with a space or a tab");
            }
        }
    }

    /** The protocol has unsigned numbers; both MTAs take those from 2^31 on for negative ones. */
    static void count(long number) {
        check(number >= 0, "a negative position: " + number);
    }

    /** One pass through the body must do. */
    static void inOrder(List<Splice> splices) {
        check(!splices.isEmpty(), "no splices");
        for (int i = 1; i < splices.size(); i++) {
            long from = splices.get(i).offset();
            check(from >= splices.get(i - 1).end(), "the splice at " + from + " begins within the one before it");
        }
    }

    static void address(String address) {
        check(!address.isEmpty(), "an empty address");
        oneLine("address", address);
    }

    static void oneLine(String what, String text) {
        check(text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0), what + " holds CR, LF or NUL");
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
