package org.milterflux.filter.script.internal;

import java.util.List;
import org.milterflux.api.Edit;
import org.milterflux.api.SmtpReply;

/** Texts that are written out in a script, and are wrong whatever mail comes. */
final class Literals {

    private Literals() {}

    /**
     * Tries a call.
     *
     * @param texts the first arguments, as far as they are written out; one at least
     * @param count of all arguments
     * @throws IllegalArgumentException when the method would refuse one of them
     */
    static void check(String method, List<String> texts, int count) {
        switch (method) {
            case "inNetwork" -> texts.forEach(Networks::parse);
            case "reject" -> refusal(550, texts, count);
            case "tempfail" -> refusal(451, texts, count);
            case "addHeader", "insertHeader", "setHeader" -> Edit.addHeader(texts.get(0), "");
            default -> {}
        }
    }

    private static void refusal(int code, List<String> texts, int count) {
        if (count == 2) {
            SmtpReply.of(code, texts.get(0), texts.size() == count ? texts.get(1) : "");
        }
    }
}
