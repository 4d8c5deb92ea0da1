package org.milterflux.core.internal.message;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.milterflux.api.Body;

/** Several bodies one after the other, none of them copied. */
record JoinedBody(List<Body> parts) implements Body {

    JoinedBody {
        parts = List.copyOf(parts);
    }

    @Override
    public long size() {
        return parts.stream().mapToLong(Body::size).sum();
    }

    @Override
    public InputStream stream() {
        return new SequenceInputStream(
                Collections.enumeration(parts.stream().map(Body::stream).toList()));
    }
}
