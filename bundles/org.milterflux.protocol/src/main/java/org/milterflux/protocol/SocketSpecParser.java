package org.milterflux.protocol;

import java.nio.file.Path;
import java.util.Locale;

/** Reads {@link SocketSpec}s. */
final class SocketSpecParser {

    private SocketSpecParser() {}

    static SocketSpec parse(String text) {
        if (text.startsWith("/")) {
            return unix(text, text);
        }
        int colon = text.indexOf(':');
        String scheme = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return switch (scheme) {
            case "inet" -> inet(text, rest, false);
            case "inet6" -> inet(text, rest, true);
            case "unix", "local" -> unix(text, rest);
            default -> throw wrong(text, "it does not start with inet:, inet6:, unix: or local:");
        };
    }

    private static SocketSpec unix(String text, String path) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw wrong(text, "the path of a Unix socket must start with / and name a file");
        }
        return new SocketSpec.Unix(Path.of(path));
    }

    /** libmilter writes {@code port@host}, Postfix {@code host:port}. */
    private static SocketSpec inet(String text, String rest, boolean ipv6) {
        int at = rest.indexOf('@');
        if (at >= 0) {
            return inet(text, rest.substring(at + 1), rest.substring(0, at), ipv6);
        }
        int colon = rest.lastIndexOf(':');
        if (colon < 0) {
            throw wrong(text, "the host is missing; say 127.0.0.1 for this machine only, 0.0.0.0 for every network");
        }
        return inet(text, rest.substring(0, colon), rest.substring(colon + 1), ipv6);
    }

    private static SocketSpec inet(String text, String host, String port, boolean ipv6) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty()) {
            throw wrong(text, "the host is missing");
        }
        return new SocketSpec.Inet(bare, port(text, port), ipv6 || bare.indexOf(':') >= 0);
    }

    private static int port(String text, String port) {
        boolean digits = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(port) : -1;
        if (number < 0 || number > 0xFFFF) {
            throw wrong(text, "the port '" + port + "' is not a number from 0 to 65535");
        }
        return number;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("socket '" + text + "': " + why + ". Write " + SocketSpec.FORMS);
    }
}
