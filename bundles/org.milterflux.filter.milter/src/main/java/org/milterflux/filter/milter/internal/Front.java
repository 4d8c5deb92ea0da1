package org.milterflux.filter.milter.internal;

import java.util.List;
import java.util.Map;
import org.milterflux.api.Macros;
import org.milterflux.protocol.MacroBook;
import org.milterflux.protocol.MacroStage;

/** Which MTA is in front: milters are told macros and addresses in its manner. */
enum Front {
    /** Also stands for MTAs that do not give themselves away. */
    POSTFIX,
    SENDMAIL;

    /** The version decides; Sendmail sends it only when asked, but only Sendmail has the name of an interface. */
    static Front of(Macros known) {
        return known.macro("v")
                .map(version -> version.startsWith("8.") ? SENDMAIL : POSTFIX)
                .orElseGet(() -> known.macro("if_name").isPresent() ? SENDMAIL : POSTFIX);
    }

    MacroBook macros(Map<MacroStage, List<String>> asked) {
        return switch (this) {
            case POSTFIX -> MacroBook.ofPostfix(asked);
            case SENDMAIL -> MacroBook.ofSendmail(asked);
        };
    }

    /** Sendmail alone marks IPv6 addresses. */
    String ipv6(String address) {
        return this == SENDMAIL ? "IPv6:" + address : address;
    }
}
