package org.milterflux.filter.rspamd.internal;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What rspamd answered to {@code /checkv2}.
 *
 * @param required the score from which on it rejects; empty when it never does
 * @param symbols the weightiest first
 * @param smtpMessage what to tell the SMTP client
 * @param subject the new one
 * @param signatures values of {@code DKIM-Signature} fields to add
 * @param edits the {@code milter} object; a missing node when there is none
 */
record Answer(
        String action,
        double score,
        OptionalDouble required,
        List<Symbol> symbols,
        Optional<String> smtpMessage,
        Optional<String> subject,
        List<String> signatures,
        JsonNode edits) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A rule that matched, and what it weighed. */
    record Symbol(String name, double score) {}

    /** @throws IOException when it is not an answer: nothing that is missing may look like a clean message */
    static Answer parse(byte[] json) throws IOException {
        JsonNode root = tree(json);
        JsonNode action = root.path("action");
        JsonNode score = root.path("score");
        if (!action.isString() || action.stringValue().isBlank() || !score.isNumber()) {
            throw new IOException("its answer has no action or no score");
        }
        JsonNode required = root.path("required_score");
        return new Answer(
                action.stringValue(),
                score.doubleValue(),
                required.isNumber() ? OptionalDouble.of(required.doubleValue()) : OptionalDouble.empty(),
                symbols(root.path("symbols")),
                text(root.path("messages").path("smtp_message")),
                text(root.path("subject")),
                texts(root.path("dkim-signature")),
                root.path("milter"));
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IOException("its answer is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static List<Symbol> symbols(JsonNode symbols) {
        return symbols.properties().stream()
                .map(entry -> new Symbol(
                        entry.getKey(), entry.getValue().path("score").asDouble(0)))
                .sorted(Comparator.comparingDouble((Symbol symbol) -> -Math.abs(symbol.score()))
                        .thenComparing(Symbol::name))
                .toList();
    }

    static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** The text, or the texts of an array. */
    static List<String> texts(JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMap(one -> text(one).stream()).toList()
                : text(node).stream().toList();
    }
}
