package org.milterflux.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.milterflux.console.wire.Frame;
import org.milterflux.console.wire.FrameChannel;

/** Collects what a command prints and sends it as a frame at each flush, or when enough has come together. */
final class FrameOutput extends OutputStream {

    private static final int ENOUGH = 8 * 1024;

    private final FrameChannel channel;
    private final Frame.Kind kind;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    FrameOutput(FrameChannel channel, Frame.Kind kind) {
        this.channel = channel;
        this.kind = kind;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        pending.write(octet);
        flushWhenEnough();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int from = 0; from < length; from += ENOUGH) {
            pending.write(bytes, offset + from, Math.min(ENOUGH, length - from));
            flushWhenEnough();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (pending.size() > 0) {
            channel.write(new Frame(kind, ByteBuffer.wrap(pending.toByteArray())));
            pending.reset();
        }
    }

    private void flushWhenEnough() throws IOException {
        if (pending.size() >= ENOUGH) {
            flush();
        }
    }
}
