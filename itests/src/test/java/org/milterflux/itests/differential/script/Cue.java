package org.milterflux.itests.differential.script;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One event, however it reached the filter.
 *
 * @param stage its kind
 * @param subject what a rule can ask for: an address, a name
 * @param content header value or body piece, else empty
 * @param line how the transcript tells it
 */
public record Cue(Stage stage, String subject, String content, String line) {

    /**
     * The client connected.
     *
     * @param macros the value of each macro, empty when it was not told; so below
     */
    public static Cue connect(String host, String address, UnaryOperator<String> macros) {
        return new Cue(Stage.CONNECT, host, "", "CONNECT " + host + " [" + address + "]" + told(macros, "j"));
    }

    public static Cue helo(String name, UnaryOperator<String> macros) {
        return new Cue(Stage.HELO, name, "", "HELO " + name + told(macros, "tls_version"));
    }

    public static Cue unknown(String command) {
        return new Cue(Stage.UNKNOWN, command, "", "UNKNOWN " + command);
    }

    public static Cue mail(String address, List<String> arguments, UnaryOperator<String> macros) {
        String line = "MAIL <" + address + "> " + arguments + told(macros, "mail_addr", "mail_mailer");
        return new Cue(Stage.MAIL, address, "", line);
    }

    public static Cue rcpt(String address, List<String> arguments, UnaryOperator<String> macros) {
        String line = "RCPT <" + address + "> " + arguments + told(macros, "rcpt_addr", "rcpt_mailer");
        return new Cue(Stage.RCPT, address, "", line);
    }

    public static Cue data() {
        return new Cue(Stage.DATA, "", "", "DATA");
    }

    public static Cue header(String name, String value) {
        return new Cue(Stage.HEADER, name, value, "HEADER " + name + ":" + Shown.text(value));
    }

    public static Cue eoh() {
        return new Cue(Stage.EOH, "", "", "EOH");
    }

    public static Cue body(String piece) {
        return new Cue(Stage.BODY, "", piece, "CHUNK " + Shown.text(piece));
    }

    public static Cue eom(UnaryOperator<String> macros) {
        boolean numbered = !macros.apply("i").isEmpty();
        return new Cue(Stage.EOM, "", "", "EOM" + (numbered ? " with queue id" : ""));
    }

    private static String told(UnaryOperator<String> macros, String... names) {
        StringBuilder told = new StringBuilder();
        for (String name : names) {
            told.append(' ').append(name).append('=').append(macros.apply(name));
        }
        return told.toString();
    }
}
