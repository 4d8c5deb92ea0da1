package org.milterflux.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The sender of a message ({@code SMFIC_MAIL}).
 *
 * @param address as the client typed it, without angle brackets; empty for the null sender
 * @param arguments the ESMTP arguments as typed, such as {@code SIZE=1000}
 */
public record Sender(String address, List<String> arguments) {
    public Sender {
        requireNonNull(address, "address");
        arguments = List.copyOf(arguments);
    }
}
