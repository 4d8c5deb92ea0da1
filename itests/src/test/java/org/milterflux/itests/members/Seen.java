package org.milterflux.itests.members;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.milterflux.itests.smtp.Delivery;

/** What a message comes to, in words that do not change from one run to the next. */
record Seen(String replies, String delivered, String told) {

    private static final Pattern QUEUED = Pattern.compile("(queued as) \\w+|\\b\\w{14}( Message accepted)");
    private static final Pattern SIZE = Pattern.compile(" SIZE=\\d+");

    /** Of a DKIM signature the time, and with it the signature proper; whether that is right says the verifier. */
    private static final Pattern SIGNATURE =
            Pattern.compile("(?s)(\\st=)\\d+|(\tb=)[^:]*?(?=\r?\n\\S|\\])|(header\\.b=)\\S+");

    /** Postfix aborts the same message twice. */
    private static final Pattern ABORTS = Pattern.compile("(?:abort\n)+");

    /**
     * @param replies of the MTA
     * @param told what the milter says it was told; empty when it does not say
     */
    static Seen of(List<String> replies, List<Delivery> deliveries, String told) {
        return new Seen(
                QUEUED.matcher(String.join("\n", replies)).replaceAll("$1 (id)$2"),
                deliveries.stream().map(Seen::text).collect(Collectors.joining("\n--\n")),
                ABORTS.matcher(steady(told)).replaceAll("abort\n"));
    }

    private static String text(Delivery delivery) {
        return SIZE.matcher(delivery.mail()).replaceAll("")
                + "\n" + String.join("\n", delivery.recipients())
                + "\n" + steady(delivery.untraced());
    }

    private static String steady(String text) {
        return SIGNATURE.matcher(text).replaceAll("$1$2$3(varies)");
    }
}
