package org.milterflux.engine;

import java.time.Duration;
import java.util.List;
import org.milterflux.api.Settings;
import org.milterflux.protocol.SocketSpec;

/**
 * What the administrator says of a filter's engines, under the same keys for every such filter.
 *
 * @param kind what the engines are, as messages call them: {@code clamd}
 * @param engines where they listen, the preferred one first ({@code engines})
 * @param connect the longest to wait for a connection ({@code connectTimeoutSeconds})
 * @param answer the longest that one engine may take for one scan, from the connection to the end of its answer, and the longest
 *     to wait for a free place ({@code timeoutSeconds})
 * @param rest how long an engine that failed gets no mail while another works ({@code restSeconds})
 * @param maxScans scans at the same time; further ones wait ({@code maxScans})
 * @param mostReceived bytes of one answer; not configured, as it belongs to the protocol
 */
public record EngineSettings(
        String kind,
        List<SocketSpec> engines,
        Duration connect,
        Duration answer,
        Duration rest,
        int maxScans,
        int mostReceived) {

    /** {@code timeoutSeconds} when not set: below the platform's {@code filterTimeoutSeconds}, so that the engine is blamed. */
    public static final int ANSWER_SECONDS = 15;

    /** {@code connectTimeoutSeconds} when not set. */
    public static final int CONNECT_SECONDS = 5;

    /** {@code restSeconds} when not set. */
    public static final int REST_SECONDS = 10;

    /** {@code maxScans} when not set. */
    public static final int MAX_SCANS = 32;

    private static final int HOUR = 3600;
    private static final int MOST_SCANS = 10_000;

    /** @throws IllegalArgumentException when there is no engine */
    public EngineSettings {
        engines = List.copyOf(engines);
        if (engines.isEmpty()) {
            throw new IllegalArgumentException(kind + ": no engine");
        }
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException that names file, key, value and remedy
     */
    public static EngineSettings of(Settings settings, String kind, int mostReceived) {
        return new EngineSettings(
                kind,
                engines(settings),
                seconds(settings, "connectTimeoutSeconds", CONNECT_SECONDS),
                seconds(settings, "timeoutSeconds", ANSWER_SECONDS),
                seconds(settings, "restSeconds", REST_SECONDS),
                (int) settings.number("maxScans", MAX_SCANS, 1, MOST_SCANS),
                mostReceived);
    }

    private static List<SocketSpec> engines(Settings settings) {
        List<SocketSpec> engines = settings.texts("engines").stream()
                .map(text -> engine(settings, text))
                .toList();
        if (engines.isEmpty()) {
            throw settings.invalid("engines", "", "write where they listen, as " + SocketSpec.FORMS);
        }
        return engines;
    }

    private static SocketSpec engine(Settings settings, String text) {
        try {
            return SocketSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw settings.invalid("engines", text, String.valueOf(e.getMessage()));
        }
    }

    private static Duration seconds(Settings settings, String key, int otherwise) {
        return Duration.ofSeconds(settings.number(key, otherwise, 1, HOUR));
    }
}
