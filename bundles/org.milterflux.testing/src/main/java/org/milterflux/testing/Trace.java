package org.milterflux.testing;

import org.milterflux.protocol.Command;
import org.milterflux.protocol.Reply;

/** Hears every packet of a connection, as it goes. */
public interface Trace {

    /** Hears nothing. */
    Trace NONE = new Trace() {};

    /** The MTA sent this. */
    default void sent(Command command) {}

    /** The filter answered this. */
    default void received(Reply reply) {}
}
