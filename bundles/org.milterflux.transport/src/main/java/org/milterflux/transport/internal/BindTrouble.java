package org.milterflux.transport.internal;

import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.milterflux.protocol.SocketSpec;

/** Tells an administrator why a socket could not be bound. */
final class BindTrouble {

    private BindTrouble() {}

    static ListenException explain(SocketSpec socket, Throwable trouble) {
        Throwable cause = root(trouble);
        return new ListenException(sentence(socket, cause, String.valueOf(cause.getMessage())), trouble);
    }

    private static String sentence(SocketSpec socket, Throwable cause, String message) {
        if (cause instanceof NoSuchFileException) {
            return "there is no " + message + ": create that directory, or choose another path";
        }
        if (cause instanceof AccessDeniedException) {
            return user() + " may not write there: give it that right in the directory, or choose another path";
        }
        if (cause instanceof UnknownHostException) {
            return message + ": name an address of this machine";
        }
        if (message.contains("in use")) {
            return "another process uses this port: stop it (ss -tlnp tells which), or choose another port";
        }
        if (message.contains("assign requested")) {
            return "this machine has no such address: ip addr lists those it has";
        }
        if (message.contains("ermission denied") && socket instanceof SocketSpec.Inet) {
            return user() + " may not use ports below 1024: choose a higher one";
        }
        return message;
    }

    private static String user() {
        return "user " + System.getProperty("user.name");
    }

    private static Throwable root(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return cause == null ? trouble : root(cause);
    }
}
