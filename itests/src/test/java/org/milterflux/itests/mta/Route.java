package org.milterflux.itests.mta;

/** The ways of a mail through a real MTA: which MTA, and which kind of socket it finds the milter on. */
public enum Route {
    POSTFIX_TCP,
    POSTFIX_UNIX,
    SENDMAIL_TCP,
    SENDMAIL_UNIX;

    public boolean isPostfix() {
        return this == POSTFIX_TCP || this == POSTFIX_UNIX;
    }

    boolean isUnix() {
        return this == POSTFIX_UNIX || this == SENDMAIL_UNIX;
    }
}
