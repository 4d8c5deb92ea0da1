package org.milterflux.itests.differential.script;

import java.util.Locale;

/** The events a script can answer, as it names them in lower case. */
public enum Stage {
    CONNECT,
    HELO,
    UNKNOWN,
    MAIL,
    RCPT,
    DATA,
    HEADER,
    EOH,
    BODY,
    EOM;

    static Stage of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
