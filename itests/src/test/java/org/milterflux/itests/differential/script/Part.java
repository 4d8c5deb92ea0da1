package org.milterflux.itests.differential.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A filter in one SMTP session, acting by its script. Its files are {@code NAME.script} and {@code NAME.transcript}. */
public final class Part {

    private final Script script;
    private final Transcript transcript;
    private final Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private boolean inMessage;

    /** A session begins. */
    public Part(Path directory, String name) {
        try {
            script = Script.in(directory.resolve(name + ".script"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        transcript = new Transcript(directory.resolve(name + ".transcript"));
    }

    /** What the filter would negotiate. */
    public boolean has(String option) {
        return script.has(option);
    }

    /** Its answer to an event. */
    public Answer on(Cue cue) {
        if (!script.wants(cue.stage())) {
            return Answer.CONTINUE;
        }
        transcript.write(cue.line());
        note(cue);
        Answer answer = script.answer(cue, counts.merge(cue.stage(), 1, Integer::sum));
        if (cue.stage().compareTo(Stage.MAIL) >= 0) {
            inMessage = !answer.word().isFinal(cue.stage());
        }
        return new Answer(
                answer.pause(), answer.changes().stream().map(this::resolved).toList(), answer.word());
    }

    private void note(Cue cue) {
        if (cue.stage() == Stage.MAIL) {
            headers.clear();
            body.setLength(0);
        } else if (cue.stage() == Stage.HEADER) {
            headers.putIfAbsent(cue.subject(), cue.content());
        } else if (cue.stage() == Stage.BODY) {
            body.append(cue.content());
        }
    }

    private Change resolved(Change change) {
        if (change instanceof Change.EchoHeader echo) {
            return new Change.Replace(1, echo.name(), headers.getOrDefault(echo.name(), ""));
        }
        return change instanceof Change.EchoBody ? new Change.Body(body.toString()) : change;
    }

    /** Whether a message has begun for it and neither it nor anybody else has ended it. */
    public boolean isInMessage() {
        return inMessage;
    }

    /** The message is over before its end. */
    public void abort() {
        inMessage = false;
        transcript.write("ABORT");
    }

    /** The session is over. */
    public void end() {
        transcript.write(Transcript.END);
    }
}
