package org.milterflux.launcher.send;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.testing.DialogueException;
import org.milterflux.testing.MilterDialogue;

/**
 * A dialogue file, played to a milter.
 *
 * @param file what to say and what to expect, as {@link MilterDialogue} explains
 */
public record Dialogue(Path file) {

    /**
     * Plays it and prints the conversation.
     *
     * @throws IOException when something else happened than the file expects; names the line
     */
    public void play(SocketSpec milter, PrintStream out) throws IOException {
        try {
            MilterDialogue.read(file).run(milter, new PrintedTrace(out));
        } catch (DialogueException differs) {
            throw new IOException(differs.getMessage(), differs);
        }
    }
}
