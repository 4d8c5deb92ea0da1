package org.milterflux.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One recipient of a message ({@code SMFIC_RCPT}).
 *
 * @param address as the client typed it, without angle brackets
 * @param arguments the ESMTP arguments as typed, such as {@code NOTIFY=NEVER}
 */
public record Recipient(String address, List<String> arguments) {
    public Recipient {
        requireNonNull(address, "address");
        arguments = List.copyOf(arguments);
    }

    /** What follows the last {@code @}; empty when there is none. */
    public String domain() {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1);
    }
}
