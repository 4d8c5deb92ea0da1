package org.milterflux.filter.script.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a script says of itself at its top level. */
public final class Declared {

    private int rank;
    private final List<String> produces = new ArrayList<>();

    /** Its place in the chain. */
    public void rank(int number) {
        rank = number;
    }

    /** It leaves these attributes. */
    public void produces(String... attributes) {
        Collections.addAll(produces, attributes);
    }

    int rank() {
        return rank;
    }

    List<String> produces() {
        return List.copyOf(produces);
    }
}
