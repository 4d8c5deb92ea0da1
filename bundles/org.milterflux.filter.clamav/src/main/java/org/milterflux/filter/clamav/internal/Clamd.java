package org.milterflux.filter.clamav.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.milterflux.engine.EngineConnection;
import reactor.core.publisher.Mono;

/**
 * What is said to clamd, and what its answers mean (clamd(8)).
 *
 * <p>Wire: {@code zINSTREAM NUL}, pieces, {@code 00 00 00 00}; answered by one line that NUL ends. A piece is its length in four
 * bytes, big-endian, and that many bytes. clamd looks at nothing before it has everything.
 */
final class Clamd {

    static final String KIND = "clamd";

    /** Answers are one line with the name of one signature. */
    static final int MOST_RECEIVED = 4096;

    private static final byte NUL = 0;
    private static final String CLEAN = "stream: OK";
    private static final Pattern FOUND = Pattern.compile("stream: ([!-~]{1,250}) FOUND");
    private static final String TOO_LARGE = "INSTREAM size limit exceeded. ERROR";
    private static final int MOST_QUOTED = 200;

    private Clamd() {}

    /** Begins a scan. */
    static ByteBuffer begin() {
        return command("zINSTREAM");
    }

    /** A piece of the message, of at least one byte: one of none would be the end. The piece is read. */
    static ByteBuffer piece(ByteBuffer bytes) {
        return ByteBuffer.allocate(Integer.BYTES + bytes.remaining())
                .putInt(bytes.remaining())
                .put(bytes)
                .flip();
    }

    /** Ends the message. */
    static ByteBuffer end() {
        return ByteBuffer.allocate(Integer.BYTES);
    }

    /** Its answer, without the NUL. */
    static Mono<String> answer(EngineConnection clamd) {
        return clamd.answerUntil(NUL).map(bytes -> new String(bytes, ISO_8859_1));
    }

    /** Completes when it is alive; else fails. */
    static Mono<String> ping(EngineConnection clamd) {
        return clamd.send(command("zPING")).then(answer(clamd)).handle((answer, sink) -> {
            if (answer.equals("PONG")) {
                sink.next(answer);
            } else {
                sink.error(new IOException(clamd.engine() + " answered a ping with '" + quoted(answer) + "'"));
            }
        });
    }

    /**
     * The name of the signature that an answer to a scan gives; empty when clamd found nothing.
     *
     * @param clamd which one it is, for the error
     * @throws IOException when it is neither: then nobody has looked at the message
     */
    static Optional<String> signature(String clamd, String answer) throws IOException {
        if (answer.equals(CLEAN)) {
            return Optional.empty();
        }
        Matcher found = FOUND.matcher(answer);
        if (found.matches()) {
            return Optional.of(found.group(1));
        }
        throw new IOException(
                answer.equals(TOO_LARGE)
                        ? clamd + " takes no message of this size: raise StreamMaxLength in its clamd.conf, or lower"
                                + " maxBytes"
                        : clamd + " answered '" + quoted(answer) + "'");
    }

    private static ByteBuffer command(String name) {
        return ByteBuffer.wrap((name + '\0').getBytes(ISO_8859_1));
    }

    private static String quoted(String answer) {
        String start = answer.length() > MOST_QUOTED ? answer.substring(0, MOST_QUOTED) + "…" : answer;
        return start.replaceAll("[^ -~…]", "?");
    }
}
