package org.milterflux.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.milterflux.protocol.SocketSpec;

/**
 * A scenario in a text file: what the MTA does, line by line, and what the filter is expected to answer. It can be
 * aimed at any milter.
 *
 * <pre>
 * # A header is added
 * MTA postfix
 * CONNECT client.example 192.0.2.1
 * HELO client.example
 * MAIL &lt;a@example.org&gt; SIZE=100
 * RCPT &lt;b@example.net&gt;
 * DATA
 * HEADER Subject: Hello
 * EOH
 * BODY Hello
 * EOM
 * EXPECT addheader X-S: yes
 * EXPECT continue
 * QUIT
 * </pre>
 *
 * <table>
 * <caption>Lines</caption>
 * <tr><td>{@code MTA postfix|sendmail}</td><td>whose conduct; Postfix when not said</td></tr>
 * <tr><td>{@code VERSION n}</td><td>offers what that version has; 6 when not said</td></tr>
 * <tr><td>{@code OFFER version actions steps}</td><td>offers exactly this, numbers as
 *     {@code 6 0x1ff 0x1fffff}</td></tr>
 * <tr><td>{@code WAIT seconds}</td><td>for each answer; 30 when not said</td></tr>
 * <tr><td>{@code NEGOTIATE}</td><td>opens a connection and negotiates; the first event does so too</td></tr>
 * <tr><td>{@code MACRO name=value}</td><td>what the macro will say from here on</td></tr>
 * <tr><td>{@code CONNECT host address [port]}</td><td>a {@code /path} is a Unix socket; no address is an unknown
 *     client</td></tr>
 * <tr><td>{@code HELO name}, {@code MAIL address arguments…}, {@code RCPT address arguments…}, {@code DATA},
 *     {@code HEADER Name: value}, {@code EOH}, {@code BODY text}, {@code EOM}, {@code UNKNOWN line},
 *     {@code ABORT}</td><td>events. A body in double quotes is exact, else one line with its CRLF</td></tr>
 * <tr><td>{@code EML file}</td><td>headers, end of headers and body of a message next to the dialogue</td></tr>
 * <tr><td>{@code QUIT}, {@code CLOSE}</td><td>ends the connection, with and without saying so; the next event opens
 *     another</td></tr>
 * <tr><td>{@code RAW hex}</td><td>writes these bytes, on a new connection without negotiation when none is
 *     open</td></tr>
 * <tr><td>{@code DRIP hex}</td><td>the same, one byte at a time</td></tr>
 * <tr><td>{@code HALFCLOSE}</td><td>says that nothing more will be written, and still reads</td></tr>
 * <tr><td>{@code EXPECT reply}</td><td>the next reply, in the words of {@link ReplyText}; {@code closed} when the
 *     filter closes; an ellipsis character stands for any text</td></tr>
 * </table>
 *
 * <p>In texts {@code \r \n \t \\ \"} and {@code \x07} stand for what cannot be written. A {@code continue} need not be
 * expected; anything else the filter says must be.
 */
public final class MilterDialogue {

    private final Path file;
    private final List<DialogueLine> lines;

    private MilterDialogue(Path file, List<DialogueLine> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Reads a dialogue.
     *
     * @throws DialogueException at the first line that is none
     */
    public static MilterDialogue read(Path file) throws IOException {
        return of(file, Files.readString(file));
    }

    /**
     * A dialogue in memory.
     *
     * @param file names it in messages; files it mentions are looked for next to it
     * @throws DialogueException at the first line that is none
     */
    public static MilterDialogue of(Path file, String text) {
        List<String> all = text.lines().toList();
        return new MilterDialogue(
                file,
                IntStream.range(0, all.size())
                        .mapToObj(i -> DialogueLine.of(file, i + 1, all.get(i)))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /**
     * Runs it against a milter.
     *
     * @throws DialogueException at the first line where something else happened; names file, line, expected and actual
     */
    public void run(SocketSpec socket) {
        run(socket, Trace.NONE);
    }

    /** The same, with every packet told to the trace. */
    public void run(SocketSpec socket, Trace trace) {
        try (DialogueRun run = new DialogueRun(file, socket, trace)) {
            lines.forEach(run::perform);
            run.end();
        }
    }

    /** The file's name. */
    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }
}
