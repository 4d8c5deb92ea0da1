package org.milterflux.core.internal.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.milterflux.core.internal.message.SplicedBody.Patch;

/** A body, read once, with its patches put in on the way. */
final class SpliceStream extends InputStream {

    private static final Patch REST = new Patch(Long.MAX_VALUE, 0, MemoryBody.EMPTY);

    private final InputStream body;
    private final Iterator<Patch> patches;
    private Patch patch = REST;

    /** How many bytes of the body come before the patch. */
    private long kept;

    private InputStream added = MemoryBody.EMPTY.stream();

    SpliceStream(InputStream body, Iterator<Patch> patches) {
        this.body = body;
        this.patches = patches;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (kept == 0) {
            int count = added.read(target, offset, length);
            if (count >= 0) {
                return count;
            }
            advance();
        }
        int count = body.read(target, offset, (int) Math.min(length, kept));
        kept -= Math.max(count, 0);
        if (kept == 0) {
            putIn();
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void advance() throws IOException {
        patch = patches.hasNext() ? patches.next() : REST;
        kept = patch.before();
        if (kept == 0) {
            putIn();
        }
    }

    private void putIn() throws IOException {
        body.skipNBytes(patch.removed());
        added = patch.added().stream();
    }
}
