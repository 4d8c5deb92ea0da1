package org.milterflux.filter.rspamd.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.milterflux.api.Settings;

/**
 * What is done for each action of rspamd. The set is open: rspamd gains actions, and administrators define their own.
 *
 * @param configured where the administrator wants something other than usual
 */
record Actions(Map<String, Deed> configured) {

    /**
     * As rspamd's own milter does. {@code greylist} is only its wish to greylist: when its module does that, the action is
     * {@code soft reject}, and to refuse for the wish would refuse the same message for ever.
     */
    private static final Map<String, Deed> USUAL = Map.of(
            "no action", Deed.PASS,
            "greylist", Deed.PASS,
            "add header", Deed.TAG,
            "rewrite subject", Deed.SUBJECT,
            "quarantine", Deed.QUARANTINE,
            "soft reject", Deed.TEMPFAIL,
            "reject", Deed.REJECT,
            "discard", Deed.DISCARD);

    private static final String KEY = "actions";

    Actions {
        configured = Map.copyOf(configured);
    }

    /** Reads {@code action=deed} pairs. */
    static Actions of(Settings settings) {
        Map<String, Deed> configured = new HashMap<>();
        for (String pair : settings.texts(KEY)) {
            int sign = pair.lastIndexOf('=');
            if (sign < 1) {
                throw settings.invalid(KEY, pair, "write action=deed, such as greylist=tempfail");
            }
            configured.put(pair.substring(0, sign).strip(), deed(settings, pair, pair.substring(sign + 1)));
        }
        return new Actions(configured);
    }

    private static Deed deed(Settings settings, String pair, String name) {
        try {
            return Deed.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw settings.invalid(
                    KEY, pair, "write one of pass, tag, subject, quarantine, tempfail, reject, discard after the =");
        }
    }

    /** What to do; empty for an action that nobody knows. */
    Optional<Deed> deed(String action) {
        return Optional.ofNullable(configured.get(action)).or(() -> usual(action));
    }

    /** Whether rspamd's word is that the message is spam, whatever is done about it. */
    boolean isSpam(String action) {
        return usual(action).or(() -> deed(action)).filter(Deed::isForSpam).isPresent();
    }

    private static Optional<Deed> usual(String action) {
        return Optional.ofNullable(USUAL.get(action));
    }
}
