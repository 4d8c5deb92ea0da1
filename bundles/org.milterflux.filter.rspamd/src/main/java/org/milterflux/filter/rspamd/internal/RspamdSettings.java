package org.milterflux.filter.rspamd.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Settings;
import org.milterflux.api.result.ResultHeader;
import org.milterflux.engine.Printable;

/**
 * What the administrator wants; {@link RspamdConfiguration} describes the keys.
 *
 * @param filter the filter's id
 * @param engines where rspamd listens, the preferred one first
 * @param password for engines that want one; empty for none
 * @param connect the longest to wait for a connection
 * @param answer the longest one engine may take for one message
 * @param rest how long an engine that failed gets no mail while another works
 * @param maxScans scans at the same time; further ones wait
 * @param maxBytes of the largest message that is scanned
 * @param resultHeader the field that tells score and symbols; empty for none
 * @param spamHeader the field that marks spam
 * @param strip further fields that are taken out when they come in
 */
record RspamdSettings(
        String filter,
        List<URI> engines,
        String password,
        Duration connect,
        Duration answer,
        Duration rest,
        int maxScans,
        long maxBytes,
        TooLarge tooLarge,
        Actions actions,
        Optional<ResultHeader> resultHeader,
        ResultHeader spamHeader,
        List<ResultHeader> strip) {

    static final String ENGINE = "http://127.0.0.1:11333";
    static final int CONNECT_SECONDS = 5;
    /** Below the platform's {@code filterTimeoutSeconds}, so that the engine is blamed; above rspamd's {@code task_timeout}, 8 s. */
    static final int ANSWER_SECONDS = 15;

    static final int REST_SECONDS = 10;
    static final int MAX_SCANS = 32;
    /** rspamd's {@code max_message}. */
    static final long MAX_BYTES = 50L << 20;

    static final String RESULT_HEADER = "X-Spamd-Result";
    static final String SPAM_HEADER = "X-Spam";

    private static final int HOUR = 3600;

    RspamdSettings {
        engines = List.copyOf(engines);
        strip = List.copyOf(strip);
    }

    /** @throws IllegalArgumentException that names file, key, value and remedy */
    static RspamdSettings of(Settings settings) {
        String result = settings.text("resultHeader", RESULT_HEADER);
        return new RspamdSettings(
                settings.filterId(RspamdFilter.NAME),
                engines(settings),
                password(settings),
                seconds(settings, "connectTimeoutSeconds", CONNECT_SECONDS),
                seconds(settings, "timeoutSeconds", ANSWER_SECONDS),
                seconds(settings, "restSeconds", REST_SECONDS),
                (int) settings.number("maxScans", MAX_SCANS, 1, 10_000),
                settings.number("maxBytes", MAX_BYTES, 1, Long.MAX_VALUE),
                settings.choice("tooLarge", TooLarge.class, TooLarge.PASS),
                Actions.of(settings),
                result.isBlank() ? Optional.empty() : Optional.of(header(settings, "resultHeader", result)),
                header(settings, "spamHeader", settings.text("spamHeader", SPAM_HEADER)),
                settings.texts("stripHeaders").stream()
                        .map(name -> header(settings, "stripHeaders", name))
                        .toList());
    }

    private static List<URI> engines(Settings settings) {
        List<String> texts = settings.texts("engines");
        return (texts.isEmpty() ? List.of(ENGINE) : texts)
                .stream().map(text -> engine(settings, text)).toList();
    }

    private static URI engine(Settings settings, String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && List.of("", "/").contains(uri.getRawPath())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw settings.invalid("engines", text, "write a URL such as " + ENGINE + ": " + e.getReason());
        }
        throw settings.invalid("engines", text, "write a URL such as " + ENGINE + ", without a path");
    }

    private static String password(Settings settings) {
        String password = settings.text("password", "");
        if (!Printable.of(password).equals(password)) {
            throw settings.invalid("password", "(not shown)", "it may hold printable ASCII only");
        }
        return password;
    }

    private static ResultHeader header(Settings settings, String key, String name) {
        try {
            return new ResultHeader(name.strip());
        } catch (IllegalArgumentException e) {
            throw settings.invalid(key, name, "write the name of a header field, without the colon");
        }
    }

    private static Duration seconds(Settings settings, String key, int otherwise) {
        return Duration.ofSeconds(settings.number(key, otherwise, 1, HOUR));
    }
}
