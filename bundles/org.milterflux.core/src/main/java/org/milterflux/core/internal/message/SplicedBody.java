package org.milterflux.core.internal.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.milterflux.api.Body;
import org.milterflux.api.Splice;

/**
 * A body some ranges of which are replaced; nothing that stays is copied.
 *
 * @param patches in the order of their offsets
 */
record SplicedBody(Body body, List<Patch> patches, long size) implements Body {

    /** @param before how many bytes of the body stay between the patch before and this one */
    record Patch(long before, long removed, Body added) {}

    /** @throws IllegalArgumentException when a splice reaches beyond the body */
    static Body of(Body body, List<Splice> splices) {
        List<Patch> patches = new ArrayList<>();
        long size = body.size();
        long end = 0;
        for (Splice splice : splices) {
            if (splice.end() > body.size()) {
                throw new IllegalArgumentException(
                        "a splice ends at " + splice.end() + "; the body has " + body.size());
            }
            Body added = BodyEdits.lines(splice.bytes());
            patches.add(new Patch(splice.offset() - end, splice.length(), added));
            size += added.size() - splice.length();
            end = splice.end();
        }
        return new SplicedBody(body, List.copyOf(patches), size);
    }

    @Override
    public InputStream stream() {
        return new SpliceStream(body.stream(), patches.iterator());
    }

    /** Something that ends as this body does. */
    Body tail() {
        long spliced = patches.stream()
                .mapToLong(patch -> patch.before() + patch.removed())
                .sum();
        if (spliced < body.size()) {
            return body;
        }
        Body added = patches.get(patches.size() - 1).added();
        return added.isEmpty() ? lastByte() : added;
    }

    private Body lastByte() {
        try (InputStream in = stream()) {
            in.skipNBytes(Math.max(0, size - 1));
            return MemoryBody.of(ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the spooled body", e);
        }
    }
}
