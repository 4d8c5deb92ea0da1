package org.milterflux.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A filter's word on the connection, the recipient or the message at hand.
 *
 * @param kind what it is
 * @param reply the filter's own words to the SMTP client; empty for the MTA's usual ones
 */
public record Verdict(Kind kind, Optional<SmtpReply> reply) implements Decision {

    /** The verdicts of the protocol. */
    public enum Kind {
        /** Go on ({@code SMFIR_CONTINUE}). */
        PASS,
        /** Go on without asking this filter again: for the connection at connect and HELO, else for the message. */
        ACCEPT,
        /**
         * Go on without showing this filter the rest of the body ({@code SMFIR_SKIP}); it is asked again at its end. Anywhere
         * but at a piece of the body it is {@link #PASS}.
         */
        SKIP,
        /** Refuse for good ({@code SMFIR_REJECT}): at a recipient that recipient, else the connection or message. */
        REJECT,
        /** Refuse for now ({@code SMFIR_TEMPFAIL}). */
        TEMPFAIL,
        /** Take the message and drop it silently ({@code SMFIR_DISCARD}); without effect before MAIL. */
        DISCARD
    }

    private static final Verdict PASS = new Verdict(Kind.PASS, Optional.empty());
    private static final Verdict ACCEPT = new Verdict(Kind.ACCEPT, Optional.empty());
    private static final Verdict SKIP = new Verdict(Kind.SKIP, Optional.empty());
    private static final Verdict REJECT = new Verdict(Kind.REJECT, Optional.empty());
    private static final Verdict TEMPFAIL = new Verdict(Kind.TEMPFAIL, Optional.empty());
    private static final Verdict DISCARD = new Verdict(Kind.DISCARD, Optional.empty());

    /** @throws IllegalArgumentException when the reply does not fit the kind */
    public Verdict {
        requireNonNull(kind, "kind");
        reply.ifPresent(words -> requireFit(kind, words));
    }

    /** Go on. */
    public static Verdict pass() {
        return PASS;
    }

    /** Go on without asking this filter again. */
    public static Verdict accept() {
        return ACCEPT;
    }

    /** Go on without showing this filter the rest of the body. */
    public static Verdict skip() {
        return SKIP;
    }

    /** Refuse for good, in the MTA's words. */
    public static Verdict reject() {
        return REJECT;
    }

    /** Refuse for good: {@code 550} with these words. */
    public static Verdict reject(String enhancedCode, String... lines) {
        return reply(SmtpReply.of(550, enhancedCode, lines));
    }

    /** Refuse for now, in the MTA's words. */
    public static Verdict tempfail() {
        return TEMPFAIL;
    }

    /** Refuse for now: {@code 451} with these words. */
    public static Verdict tempfail(String enhancedCode, String... lines) {
        return reply(SmtpReply.of(451, enhancedCode, lines));
    }

    /** Take the message and drop it silently. */
    public static Verdict discard() {
        return DISCARD;
    }

    /** Refuse with this reply, for now or for good as its code says; {@code 421} also closes the SMTP connection. */
    public static Verdict reply(SmtpReply reply) {
        return new Verdict(reply.isTemporary() ? Kind.TEMPFAIL : Kind.REJECT, Optional.of(reply));
    }

    /** Whether mail goes on to the next filter. */
    public boolean passes() {
        return kind == Kind.PASS || kind == Kind.ACCEPT || kind == Kind.SKIP;
    }

    private static void requireFit(Kind kind, SmtpReply reply) {
        if (kind != (reply.isTemporary() ? Kind.TEMPFAIL : Kind.REJECT)) {
            throw new IllegalArgumentException("a " + reply.code() + " reply does not go with " + kind);
        }
    }
}
