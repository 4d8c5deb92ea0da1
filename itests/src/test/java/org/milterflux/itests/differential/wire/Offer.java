package org.milterflux.itests.differential.wire;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Predicate;

/** What a milter answers to the MTA's options: all actions, and of the steps those its script names. */
final class Offer {

    private static final int VERSION = 6;
    private static final int ACTIONS = 0x1FF;

    // By the names of SMFIP_ bits.
    private static final Map<String, Integer> STEPS = Map.ofEntries(
            Map.entry("noconnect", 0x1),
            Map.entry("nohelo", 0x2),
            Map.entry("nomail", 0x4),
            Map.entry("norcpt", 0x8),
            Map.entry("nobody", 0x10),
            Map.entry("noheader", 0x20),
            Map.entry("noeoh", 0x40),
            Map.entry("nr_hdr", 0x80),
            Map.entry("nounknown", 0x100),
            Map.entry("nodata", 0x200),
            Map.entry("skip", 0x400),
            Map.entry("rcpt_rej", 0x800),
            Map.entry("leadspc", 0x100000));

    private Offer() {}

    /** The data of the packet that answers. */
    static byte[] answer(byte[] offer, Predicate<String> wanted) {
        ByteBuffer offered = ByteBuffer.wrap(offer);
        offered.getInt();
        int actions = offered.getInt() & ACTIONS;
        return ByteBuffer.allocate(12)
                .putInt(VERSION)
                .putInt(actions)
                .putInt(offered.getInt() & steps(wanted))
                .array();
    }

    private static int steps(Predicate<String> wanted) {
        return STEPS.entrySet().stream()
                .filter(step -> wanted.test(step.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
