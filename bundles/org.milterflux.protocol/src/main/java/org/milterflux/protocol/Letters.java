package org.milterflux.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A table with one slot for each of the 256 bytes a peer can send as a letter. */
final class Letters<C> {

    private final List<Optional<C>> slots = new ArrayList<>(Collections.nCopies(256, Optional.empty()));

    Letters(C[] codes, Function<C, Byte> letter) {
        for (C code : codes) {
            slots.set(Byte.toUnsignedInt(letter.apply(code)), Optional.of(code));
        }
    }

    Optional<C> find(byte letter) {
        return slots.get(Byte.toUnsignedInt(letter));
    }
}
