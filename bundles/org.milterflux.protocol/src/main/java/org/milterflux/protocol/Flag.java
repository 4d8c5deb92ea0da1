package org.milterflux.protocol;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** One bit of a flag word, so that words and sets of enum constants turn into each other. */
interface Flag {

    /** The bit, as the only one set. */
    int bit();

    static <F extends Enum<F> & Flag> Set<F> read(Class<F> type, int word) {
        Set<F> flags = EnumSet.allOf(type);
        flags.removeIf(flag -> (word & flag.bit()) == 0);
        return Collections.unmodifiableSet(flags);
    }

    static int word(Set<? extends Flag> flags) {
        return flags.stream().mapToInt(Flag::bit).reduce(0, (word, bit) -> word | bit);
    }
}
