package org.milterflux.api;

import static java.util.Objects.requireNonNull;

/** Where an inserted header field goes. */
public sealed interface Placement {

    /** At the very top, above the {@code Received} line of the MTA in front. */
    static Placement top() {
        return Fixed.TOP;
    }

    /** Directly below the {@code Received} line of the MTA in front, above everything that came with the message. */
    static Placement belowReceived() {
        return Fixed.BELOW_RECEIVED;
    }

    /** Directly above the field. */
    static Placement before(HeaderField field) {
        return new Before(field);
    }

    /** Directly below the field. */
    static Placement after(HeaderField field) {
        return new After(field);
    }

    /** The places that need no field. */
    enum Fixed implements Placement {
        TOP,
        BELOW_RECEIVED
    }

    /** Above a field. */
    record Before(HeaderField field) implements Placement {
        public Before {
            requireNonNull(field, "field");
        }
    }

    /** Below a field. */
    record After(HeaderField field) implements Placement {
        public After {
            requireNonNull(field, "field");
        }
    }
}
