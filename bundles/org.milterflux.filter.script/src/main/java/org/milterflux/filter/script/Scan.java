package org.milterflux.filter.script;

import java.util.List;
import java.util.Optional;
import org.milterflux.api.result.ScanResult;

/** What a scanner before this script left; of one that has not seen the message, that nothing is known. */
public final class Scan {

    private final Optional<ScanResult> result;

    Scan(Optional<ScanResult> result) {
        this.result = result;
    }

    /** Whether it found something. */
    public boolean getFound() {
        return is(ScanResult.Outcome.FOUND);
    }

    /** Whether it saw all of the message and found nothing. */
    public boolean getClean() {
        return is(ScanResult.Outcome.CLEAN);
    }

    private boolean is(ScanResult.Outcome outcome) {
        return result.filter(found -> found.outcome() == outcome).isPresent();
    }

    /** Names of signatures or rules, the most telling first. */
    public List<String> getFindings() {
        return result.map(ScanResult::findings).orElse(List.of());
    }

    /** The engine's measure; 0 when it knows none. */
    public double getScore() {
        return result.map(found -> found.score().orElse(0)).orElse(0.0);
    }
}
