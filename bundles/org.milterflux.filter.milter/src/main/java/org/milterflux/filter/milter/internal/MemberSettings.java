package org.milterflux.filter.milter.internal;

import java.time.Duration;
import java.util.regex.Pattern;
import org.milterflux.api.Settings;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.SocketSpec;

/**
 * What the administrator said of one milter, read and checked as a whole.
 *
 * @param id its name in the chain
 * @param ranking its place when no policy says another
 * @param socket where it listens
 * @param connect the longest to wait for its connection, and then for its half of the negotiation
 * @param command the longest to wait for each packet of an answer before the content
 * @param content the same from the first header field on
 * @param mostEditBytes of the edits in one answer, the new body included
 * @param known what it wants of the MTA, as far as the administrator knows better than its last negotiation
 */
record MemberSettings(
        String id,
        int ranking,
        SocketSpec socket,
        Duration connect,
        Duration command,
        Duration content,
        long mostEditBytes,
        Wants known) {

    private static final int DAY = 86_400;
    private static final int COMMAND_SECONDS = 30;
    private static final int CONTENT_SECONDS = 300;
    private static final int EDIT_BYTES = 64 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");

    /** Throws {@link IllegalArgumentException} that names the file, the key, the value and the remedy. */
    static MemberSettings of(Settings settings) {
        return new MemberSettings(
                id(settings),
                (int) settings.number("service.ranking", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                socket(settings),
                seconds(settings, "connectTimeoutSeconds", COMMAND_SECONDS),
                seconds(settings, "commandTimeoutSeconds", COMMAND_SECONDS),
                seconds(settings, "contentTimeoutSeconds", CONTENT_SECONDS),
                settings.number("maxEditBytes", EDIT_BYTES, 0, Integer.MAX_VALUE),
                new Wants(settings.texts("macros"), settings.flag("rejectedRecipients", false)));
    }

    /** The name configured; else {@code milter}, and what follows the {@code ~} of a factory configuration's PID. */
    private static String id(Settings settings) {
        String name = settings.text("name", settings.filterId("milter"));
        if (!NAME.matcher(name).matches()) {
            throw settings.invalid("name", name, "write letters, digits and . _ ~ - only");
        }
        return name;
    }

    private static SocketSpec socket(Settings settings) {
        String text = settings.text("socket");
        try {
            return SocketSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw settings.invalid("socket", text, String.valueOf(e.getMessage()));
        }
    }

    private static Duration seconds(Settings settings, String key, int otherwise) {
        return Duration.ofSeconds(settings.number(key, otherwise, 1, DAY));
    }

    /** The longest to wait for a packet of the answer to the event: Postfix's two limits. */
    Duration limit(CommandCode event) {
        return switch (event) {
            case NEGOTIATE -> connect;
            case CONNECT, HELO, MAIL, RCPT, DATA, UNKNOWN, MACRO, ABORT, QUIT, QUIT_NEW_CONNECTION -> command;
            case HEADER, END_OF_HEADERS, BODY, END_OF_MESSAGE -> content;
        };
    }
}
