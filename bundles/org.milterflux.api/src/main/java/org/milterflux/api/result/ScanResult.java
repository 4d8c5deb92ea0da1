package org.milterflux.api.result;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.milterflux.api.Attributes;
import org.milterflux.api.Key;

/**
 * What a scanner found in one message, and who says so.
 *
 * <p>A scanner leaves it in the message's attributes under its own id: conditions and scripts then read
 * {@code attributes.clamav.outcome == 'found'}, filters ask for {@link #all}.
 *
 * @param scanner the id of the filter that asked, as the administrator knows it: {@code clamav}
 * @param engine what gave the answer, in words: {@code clamd inet:3310@127.0.0.1}; when none answered, what was tried
 * @param topic what was looked for
 * @param outcome what came of it
 * @param findings names of signatures or rules, the most telling first; for an outcome of {@link Outcome#UNSCANNED} why
 * @param score the engine's measure; empty for engines that know yes and no only
 * @param threshold the score from which on the engine says {@link Outcome#FOUND}; empty when it has none
 */
public record ScanResult(
        String scanner,
        String engine,
        Topic topic,
        Outcome outcome,
        List<String> findings,
        OptionalDouble score,
        OptionalDouble threshold) {

    /** Keys are told apart by identity, scanners by their ids, which are few: the administrator gives them. */
    private static final Map<String, Key<ScanResult>> KEYS = new ConcurrentHashMap<>();

    /** What a scanner looks for. */
    public enum Topic {
        /** Viruses, worms, phishing: what an antivirus engine knows. */
        MALWARE,
        /** Mail nobody asked for. */
        SPAM
    }

    /** What came of a scan. */
    public enum Outcome {
        /** The engine has seen all of the message and found nothing. */
        CLEAN,
        /** The engine has found something. */
        FOUND,
        /** No engine has told: none answered, or the message was too large. Never the same as clean. */
        UNSCANNED
    }

    public ScanResult {
        requireNonNull(scanner, "scanner");
        requireNonNull(engine, "engine");
        requireNonNull(topic, "topic");
        requireNonNull(outcome, "outcome");
        findings = List.copyOf(findings);
    }

    /** The result of an engine that knows no scores. */
    public static ScanResult of(String scanner, String engine, Topic topic, Outcome outcome, List<String> findings) {
        return new ScanResult(
                scanner, engine, topic, outcome, findings, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The same with the engine's measure. */
    public ScanResult scored(double points, double limit) {
        return new ScanResult(
                scanner, engine, topic, outcome, findings, OptionalDouble.of(points), OptionalDouble.of(limit));
    }

    /** Leaves it for later filters, in place of what the same scanner left before. */
    public void leaveIn(Attributes attributes) {
        attributes.put(key(scanner), this);
    }

    /** What the scanner of that id left; empty when it has not seen the message, or stands further down the chain. */
    public static Optional<ScanResult> of(String scanner, Attributes attributes) {
        return attributes.get(key(scanner));
    }

    /** The results of all scanners so far, by their ids. */
    public static List<ScanResult> all(Attributes attributes) {
        return attributes.byName().values().stream()
                .filter(ScanResult.class::isInstance)
                .map(ScanResult.class::cast)
                .sorted(Comparator.comparing(ScanResult::scanner))
                .toList();
    }

    private static Key<ScanResult> key(String scanner) {
        return KEYS.computeIfAbsent(scanner, id -> Key.of(id, ScanResult.class));
    }
}
