package org.milterflux.console.internal;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Runs command lines in a session and turns their outcome into an exit status. */
final class CommandLine {

    static final int OK = 0;
    static final int FAILED = 1;

    /** Felix's own {@code install}, {@code start}, {@code update} … return their failure as a text instead of throwing it. */
    private static final Pattern FAILURE_AS_RESULT = Pattern.compile(
            "^((\\w+\\.)+\\w+(Exception|Error)\\b|Bundle ID '.*' +is invalid|Unable to |Please specify )",
            Pattern.MULTILINE);

    private final CommandSession session;
    private final PrintStream out;
    private final PrintStream err;

    CommandLine(CommandSession session, PrintStream out, PrintStream err) {
        this.session = session;
        this.out = out;
        this.err = err;
    }

    int run(String line) {
        try {
            Object result = session.execute(line);
            return result == null
                    ? OK
                    : print(session.format(result, Converter.INSPECT).toString());
        } catch (Exception failed) {
            err.println(reason(failed));
            return FAILED;
        }
    }

    private int print(String result) {
        if (FAILURE_AS_RESULT.matcher(result).find()) {
            err.println(result.strip());
            return FAILED;
        }
        if (!result.isEmpty()) {
            out.println(result.stripTrailing());
        }
        return OK;
    }

    /** Gogo hands on what a command throws, but an error as the cause of an exception that says nothing. */
    private static String reason(Exception failed) {
        Throwable cause = failed.getCause();
        Throwable reason = failed instanceof InvocationTargetException && cause != null ? cause : failed;
        String message = reason.getMessage();
        if (reason instanceof Exception && message != null && !message.isBlank()) {
            return message;
        }
        return reason.toString();
    }
}
