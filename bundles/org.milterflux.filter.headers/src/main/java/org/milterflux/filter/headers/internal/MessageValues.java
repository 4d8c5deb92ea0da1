package org.milterflux.filter.headers.internal;

import java.net.InetAddress;
import java.util.Optional;
import org.milterflux.api.Connection;
import org.milterflux.api.Message;

/** What a rule may write of a message. Much of it comes from the sender and must not reach beyond its place. */
record MessageValues(Message message) {

    /** Longer than any address or host name; what is longer is cut. */
    private static final int MAX_LENGTH = 256;

    /**
     * The macro, or what the platform knows when the MTA does not send the macro; control characters, which could end the
     * field and begin another, are made question marks.
     */
    Optional<String> of(String name) {
        return message.macro(name)
                .or(() -> message.connection().macro(name))
                .or(() -> known(name))
                .map(MessageValues::harmless);
    }

    private Optional<String> known(String name) {
        Connection client = message.connection();
        return switch (name) {
            case "helo" -> client.helo();
            case "client_addr" -> client.address().map(InetAddress::getHostAddress);
            case "client_name" -> Optional.of(client.host());
            case "mail_addr" -> Optional.of(message.sender().address());
            default -> Optional.empty();
        };
    }

    private static String harmless(String value) {
        StringBuilder visible = new StringBuilder();
        value.codePoints()
                .limit(MAX_LENGTH)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }
}
