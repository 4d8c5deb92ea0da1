package org.milterflux.testing;

/** First words of dialogue lines. */
enum DialogueVerb {
    MTA,
    VERSION,
    OFFER,
    WAIT,
    NEGOTIATE,
    MACRO,
    CONNECT,
    HELO,
    MAIL,
    RCPT,
    DATA,
    HEADER,
    EOH,
    BODY,
    EOM,
    UNKNOWN,
    ABORT,
    EML,
    QUIT,
    CLOSE,
    RAW,
    DRIP,
    HALFCLOSE,
    EXPECT
}
