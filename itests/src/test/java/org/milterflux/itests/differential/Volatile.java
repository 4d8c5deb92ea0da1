package org.milterflux.itests.differential;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out what differs between two runs of the same: queue ids, times, sizes of trace lines. */
final class Volatile {

    private static final Pattern QUEUED =
            Pattern.compile("(queued as) \\w+|\\b\\w{14}( Message accepted)|(ESMTP Sendmail [^;]*); .*");
    private static final Pattern RECEIVED = Pattern.compile("(?m)^Received: .*\r\n(?:[ \t].*\r\n)*");
    private static final Pattern OWN_ID = Pattern.compile("<[\\w.]+@mx\\.test>");
    private static final Pattern SIZE = Pattern.compile(" SIZE=\\d+");
    private static final Pattern NOW = Pattern.compile("(?m)^Date: \\w{3}, +\\d+ \\w{3} 20(?!20)\\d\\d [\\d:]+ .*$");

    private Volatile() {}

    static String inReply(String reply) {
        return QUEUED.matcher(reply).replaceAll("$1$3 (volatile)$2");
    }

    static String inMail(String command) {
        return SIZE.matcher(command).replaceAll("");
    }

    /** The MTA's own fields: the trace, and an id or a date that was missing. */
    static String inMessage(String text) {
        String traced = RECEIVED.matcher(text)
                .replaceAll(field -> field.group().contains("by mx.test") ? "Received: (the MTA's)\r\n" : "$0");
        return NOW.matcher(OWN_ID.matcher(traced).replaceAll("<(id)@mx.test>")).replaceAll("Date: (now)");
    }

    /** Of Sendmail's envelope file only the lines that say who, to whom and why. */
    static String inHeld(String text) {
        return inMessage(text.lines()
                .filter(line -> !line.matches("[VTKNPIFMA$Z_][^:]*") || line.contains("milter"))
                .collect(Collectors.joining("\r\n")));
    }
}
