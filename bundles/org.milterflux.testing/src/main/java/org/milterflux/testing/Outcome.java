package org.milterflux.testing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.RcptTo;

/**
 * What became of one message.
 *
 * @param decidedAt the event whose answer decided
 * @param answer that answer
 * @param refused recipients the filter refused, with its answers
 * @param delivered what goes on to the recipients; empty when refused or discarded
 */
public record Outcome(
        CommandCode decidedAt, Answer answer, Map<RcptTo, Answer> refused, Optional<Delivered> delivered) {

    public Outcome {
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }
}
