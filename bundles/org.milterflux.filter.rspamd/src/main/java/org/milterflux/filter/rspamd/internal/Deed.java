package org.milterflux.filter.rspamd.internal;

/** What is done with a message for which rspamd named an action. */
enum Deed {
    /** It passes. */
    PASS,
    /** It passes with the spam header. */
    TAG,
    /** It passes with the subject that rspamd gives. */
    SUBJECT,
    /** It passes into quarantine. */
    QUARANTINE,
    /** It is refused for now. */
    TEMPFAIL,
    /** It is refused for good. */
    REJECT,
    /** It is taken and dropped. */
    DISCARD;

    /** Whether the message was found to be spam: a refusal for now says only that rspamd wants to see it again. */
    boolean isForSpam() {
        return this != PASS && this != TEMPFAIL;
    }
}
