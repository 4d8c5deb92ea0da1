package org.milterflux.filter.script;

import java.util.Locale;

/** Mail addresses are texts; these are their parts, as properties of every text in a script. */
public final class AddressText {

    private AddressText() {}

    /** What follows the last {@code @}, in small letters; empty when there is none. */
    public static String getDomain(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** What stands before the last {@code @}, as written; the whole text when there is none. */
    public static String getLocal(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }

    /** Whether the address is in the domain or below it. */
    public static boolean isIn(String address, String domain) {
        String inner = "." + getDomain(address);
        return inner.endsWith("." + domain.toLowerCase(Locale.ROOT));
    }
}
