package org.milterflux.api;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes as a value: equal when their content is, which an array is not. */
public final class Bytes {

    private final byte[] content;

    Bytes(byte[] content) {
        this.content = requireNonNull(content, "content");
    }

    /** The number of bytes. */
    public int size() {
        return content.length;
    }

    /** A new read-only view. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
