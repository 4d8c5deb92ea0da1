package org.milterflux.benchmarks.load;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What a run has seen. */
final class Tally {

    private final Histogram latency = new Histogram(3);
    private final Map<String, Long> deviations = new TreeMap<>();
    private String firstDeviation = "";
    private long replies;
    private long connections;
    private int held;
    private int alive;
    private double seconds;

    void message(long nanos) {
        latency.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    void reply() {
        replies++;
    }

    void connection() {
        connections++;
    }

    /** An idle connection has carried its message; how fast does not count. */
    void alive() {
        alive++;
    }

    void held(int count) {
        held = count;
    }

    void lasted(double time) {
        seconds = time;
    }

    void deviation(Deviation deviation) {
        if (deviations.isEmpty()) {
            firstDeviation = deviation.kind() + ": " + deviation.getMessage();
        }
        deviations.merge(deviation.kind(), 1L, Long::sum);
    }

    long deviations() {
        return deviations.values().stream().mapToLong(Long::longValue).sum();
    }

    long messages() {
        return latency.getTotalCount();
    }

    /** Whether something was sent and everything was right. */
    boolean isClean() {
        return deviations.isEmpty() && messages() + alive > 0;
    }

    String firstDeviation() {
        return firstDeviation;
    }

    /** One line; times in microseconds. */
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"messages\":%d,\"seconds\":%.4f,\"rate\":%.2f,\"p50\":%d,\"p90\":%d,\"p99\":%d,\"p999\":%d,\"max\":%d,"
                        + "\"replies\":%d,\"connections\":%d,\"held\":%d,\"alive\":%d,\"errors\":%d,\"kinds\":{%s},\"first\":\"%s\"}",
                messages(),
                seconds,
                seconds > 0 ? messages() / seconds : 0,
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(90),
                latency.getValueAtPercentile(99),
                latency.getValueAtPercentile(99.9),
                latency.getMaxValue(),
                replies,
                connections,
                held,
                alive,
                deviations(),
                deviations.entrySet().stream()
                        .map(kind -> "\"" + kind.getKey() + "\":" + kind.getValue())
                        .collect(Collectors.joining(",")),
                firstDeviation.replaceAll("[^ !#-\\[\\]-~]", "?"));
    }
}
