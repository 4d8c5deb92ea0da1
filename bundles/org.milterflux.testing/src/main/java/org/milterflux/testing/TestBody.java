package org.milterflux.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.milterflux.api.Body;

/** A body in memory. */
public final class TestBody implements Body {

    private final byte[] bytes;

    /** A body of a copy of these bytes. */
    public TestBody(byte[] bytes) {
        this.bytes = Arrays.copyOf(bytes, bytes.length);
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    /** The bytes read as UTF-8, for failed assertions. */
    @Override
    public String toString() {
        return text(UTF_8);
    }
}
