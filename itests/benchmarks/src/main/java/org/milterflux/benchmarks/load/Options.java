package org.milterflux.benchmarks.load;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.Step;

/**
 * What one run does.
 *
 * @param milters the chain, as the MTA goes along it
 * @param connections SMTP sessions at once; each has one connection to each milter
 * @param messages per session
 * @param mail what is sent
 * @param offer of the MTA
 * @param proof what each milter must ask for at the end of a message
 * @param seconds in which messages begin
 * @param total messages after which no more begin
 * @param rate arrivals per second whatever the milter does; 0 for as many as it answers
 * @param poisson whether arrivals are random, else they are evenly spaced
 * @param idle connections held after HELO
 * @param pause whether to wait for a line on standard input when those are there
 * @param timeout for one reply
 */
record Options(
        List<SocketAddress> milters,
        int connections,
        int messages,
        Mail mail,
        OptionNegotiation offer,
        Proof.Kind proof,
        int proofs,
        double seconds,
        long total,
        double rate,
        boolean poisson,
        int idle,
        boolean pause,
        Duration timeout) {

    static final String USAGE = """
            --socket SPEC      the milter; several times for a chain, in its order
            --connections N    SMTP sessions at once (16; 0 for none beside the idle ones)
            --messages N       in each session (10)
            --headers N --recipients N --body SIZE[k|m]   of each message (25, 2, 10k)
            --offer all|answered     every step, or none that leaves an event without reply (all)
            --expect nothing|sum|footer   what must be asked for at end of message (nothing)
            --times N          sums that each milter adds (1)
            --seconds S --total N    when to begin no more messages (2 s)
            --rate R --arrivals poisson|fixed   open loop, latency from the scheduled arrival (closed loop)
            --idle N           connections held after HELO; each carries a message in the end
            --pause            waits for a line on standard input when they are held
            --timeout S        for one reply (30)""";

    private static final int NO_REPLY = Step.NO_REPLY_CONNECT.bit()
            | Step.NO_REPLY_HELO.bit()
            | Step.NO_REPLY_MAIL.bit()
            | Step.NO_REPLY_RCPT.bit()
            | Step.NO_REPLY_DATA.bit()
            | Step.NO_REPLY_UNKNOWN.bit()
            | Step.NO_REPLY_HEADERS.bit()
            | Step.NO_REPLY_END_OF_HEADERS.bit()
            | Step.NO_REPLY_BODY.bit();

    /** @throws IllegalArgumentException for whoever typed it */
    static Options parse(String... args) throws IOException {
        List<SocketAddress> milters = new ArrayList<>();
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--pause")) {
                given.put("pause", "true");
            } else if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("what is '" + args[i] + "'?");
            } else if (args[i].equals("--socket")) {
                milters.add(SocketSpec.parse(args[++i]).resolve());
            } else {
                given.put(args[i].substring(2), args[++i]);
            }
        }
        if (milters.isEmpty()) {
            throw new IllegalArgumentException("--socket is missing");
        }
        Options options = of(milters, given);
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("there is no option --" + String.join(", --", given.keySet()));
        }
        return options;
    }

    private static Options of(List<SocketAddress> milters, Map<String, String> given) {
        Mail mail = Mail.of(number(given, "headers", 25), number(given, "recipients", 2), size(given, "body", "10k"));
        long total = size(given, "total", "0");
        return new Options(
                List.copyOf(milters),
                number(given, "connections", 16),
                number(given, "messages", 10),
                mail,
                offer(take(given, "offer", "all")),
                Proof.Kind.valueOf(take(given, "expect", "nothing").toUpperCase(Locale.ROOT)),
                number(given, "times", 1),
                Double.parseDouble(take(given, "seconds", total > 0 ? "1e6" : "2")),
                total > 0 ? total : Long.MAX_VALUE,
                Double.parseDouble(take(given, "rate", "0")),
                take(given, "arrivals", "poisson").equals("poisson"),
                number(given, "idle", 0),
                take(given, "pause", "false").equals("true"),
                Duration.ofSeconds(number(given, "timeout", 30)));
    }

    private static OptionNegotiation offer(String name) {
        OptionNegotiation all = OptionNegotiation.offer(Negotiation.NEWEST);
        return switch (name) {
            case "all" -> all;
            case "answered" ->
                new OptionNegotiation(all.version(), all.actionBits(), all.stepBits() & ~NO_REPLY, Map.of());
            default -> throw new IllegalArgumentException("--offer is all or answered, not " + name);
        };
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        return Math.toIntExact(size(given, name, Integer.toString(otherwise)));
    }

    private static long size(Map<String, String> given, String name, String otherwise) {
        String value = take(given, name, otherwise).toLowerCase(Locale.ROOT);
        int unit = value.endsWith("m") ? 1_000_000 : value.endsWith("k") ? 1_000 : 1;
        return Long.parseLong(unit == 1 ? value : value.substring(0, value.length() - 1)) * unit;
    }
}
