package org.milterflux.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.milterflux.protocol.MacroBook;
import org.milterflux.protocol.MacroStage;

/** Whose conduct is played where Postfix and Sendmail differ. */
public enum Mta {
    /** Postfix 3: macros before everything, abort after every message, edits as it applies them. */
    POSTFIX,
    /** Sendmail 8.14 and later: fewer macros, no abort after a message, progress at end of message only. */
    SENDMAIL;

    MacroBook macros(Map<MacroStage, List<String>> asked) {
        return switch (this) {
            case POSTFIX -> MacroBook.ofPostfix(asked);
            case SENDMAIL -> MacroBook.ofSendmail(asked);
        };
    }

    /** The name as one writes it. */
    @Override
    public String toString() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
