package org.milterflux.itests.deployment.stamp;

import java.util.concurrent.atomic.AtomicInteger;
import org.milterflux.api.Envelope;
import org.milterflux.api.Key;

/** Counts how often one filter object was asked about a message; another object's questions do not count. */
final class Asked {

    private final Key<AtomicInteger> key = Key.of("asked", AtomicInteger.class);

    int once(Envelope message) {
        return message.attributes().computeIfAbsent(key, AtomicInteger::new).incrementAndGet();
    }
}
