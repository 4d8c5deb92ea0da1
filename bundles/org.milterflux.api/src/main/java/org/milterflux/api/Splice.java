package org.milterflux.api;

/**
 * A range of the body and what takes its place, for {@link Edit#spliceBody}.
 *
 * @param offset where the range begins, in bytes from the first byte of {@link Body}
 * @param length how many bytes it has; 0 to insert
 * @param bytes what stands there afterwards; empty to delete
 */
public record Splice(long offset, long length, Bytes bytes) {

    public Splice {
        EditRules.count(offset);
        EditRules.count(length);
        EditRules.count(offset + length);
    }

    /** Replaces a range. The bytes are not copied: leave them alone. */
    public static Splice replace(long offset, long length, byte[] bytes) {
        return new Splice(offset, length, new Bytes(bytes));
    }

    /** Inserts bytes in front of the byte at the offset. */
    public static Splice insert(long offset, byte[] bytes) {
        return replace(offset, 0, bytes);
    }

    /** The offset behind the range. */
    public long end() {
        return offset + length;
    }
}
