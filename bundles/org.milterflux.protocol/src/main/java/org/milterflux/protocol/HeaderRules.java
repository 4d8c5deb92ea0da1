package org.milterflux.protocol;

import java.util.Optional;

/** What a header field must obey before an MTA may see it; MTAs do not check, they deliver the damage. */
final class HeaderRules {

    private HeaderRules() {}

    static Optional<String> fault(int index, String name, String value) {
        return index < 0 ? Optional.of("header index is 2^31 or more") : fault(name, value);
    }

    static Optional<String> fault(String name, String value) {
        return nameFault(name).or(() -> valueFault(value));
    }

    private static Optional<String> nameFault(String name) {
        boolean plain = name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':');
        return plain && !name.isEmpty()
                ? Optional.empty()
                : Optional.of("header name must be printable ASCII without space and colon");
    }

    private static Optional<String> valueFault(String value) {
        if (value.indexOf('\r') >= 0) {
            return Optional.of("header value holds a CR; lines are joined by LF alone");
        }
        int lf = value.indexOf('\n');
        while (lf >= 0) {
            if (lf + 1 == value.length() || " \t".indexOf(value.charAt(lf + 1)) < 0) {
                return Optional.of("header value has a line that does not start with space or tab");
            }
            lf = value.indexOf('\n', lf + 1);
        }
        return Optional.empty();
    }
}
