package org.milterflux.api;

import static java.util.Objects.requireNonNull;

/**
 * One header field of a message, and the handle by which an {@link Edit} names it.
 *
 * <p>The object itself is the handle: two fields of the same name and value are still two fields, so equality is
 * identity.
 */
public final class HeaderField {

    private final String name;
    private final String rawValue;

    private HeaderField(String name, String rawValue) {
        this.name = requireNonNull(name, "name");
        this.rawValue = requireNonNull(rawValue, "rawValue");
    }

    /**
     * A field as it stands in a message.
     *
     * @param name as spelled, without the colon
     * @param rawValue everything after the colon, the leading space too; lines joined by LF
     */
    public static HeaderField of(String name, String rawValue) {
        return new HeaderField(name, rawValue);
    }

    /** The name as spelled. */
    public String name() {
        return name;
    }

    /** Whether this is the name, without regard to ASCII case. */
    public boolean isNamed(String other) {
        if (name.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(name.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The value without the one space that usually follows the colon. A folded value keeps its LF and white space
     * (RFC 5322 §2.2.3). Bytes that are not UTF-8 show as lone surrogates U+DC80–U+DCFF and are written back as they came.
     */
    public String value() {
        return rawValue.startsWith(" ") ? rawValue.substring(1) : rawValue;
    }

    /** The value in one line: every line break taken out, the white space after it kept (RFC 5322 §2.2.3). */
    public String unfolded() {
        return value().replace("\n", "");
    }

    /** Everything after the colon, exactly as the MTA sent it. */
    public String rawValue() {
        return rawValue;
    }

    @Override
    public String toString() {
        return name + ":" + rawValue;
    }

    /** ASCII only: {@code equalsIgnoreCase} would take the Kelvin sign for a k. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
