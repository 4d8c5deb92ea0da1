package org.milterflux.condition.internal;

import java.util.Locale;

/** Domains as conditions compare them: in small letters. */
final class Domains {

    private Domains() {}

    /** What follows the last {@code @}; empty when there is none. */
    static String of(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether the name is the domain or below it. */
    static boolean contains(String name, String domain) {
        String inner = name.toLowerCase(Locale.ROOT);
        String outer = domain.toLowerCase(Locale.ROOT);
        return inner.equals(outer) || inner.endsWith("." + outer);
    }
}
