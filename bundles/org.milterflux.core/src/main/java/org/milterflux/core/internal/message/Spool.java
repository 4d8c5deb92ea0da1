package org.milterflux.core.internal.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Body;
import org.milterflux.protocol.BodyChunk;

/**
 * Takes one body as it arrives: in memory while there is room, then in a file. For one thread at a time.
 *
 * <p>Closing it gives back the memory and the file; the {@link #body()} is dead then.
 */
public final class Spool implements AutoCloseable {

    private final SpoolRoom room;
    private List<BodyChunk> memory = new ArrayList<>();
    private @Nullable FileChannel file;
    private long size;
    private long reservedMemory;
    private long reservedDisk;

    Spool(SpoolRoom room) {
        this.room = room;
    }

    /** Whether the next bytes of this number go to the disk, so that the caller must not be an event loop. */
    public boolean blocksFor(int count) {
        return file != null || !fitsInMemory(count) || !room.hasMemory(count);
    }

    /**
     * Takes the next piece of the body.
     *
     * @throws IOException when the disk does not take them, or the room given to all bodies is used up
     */
    public void append(BodyChunk piece) throws IOException {
        int count = piece.bytes().remaining();
        if (file == null && fitsInMemory(count) && room.reserveMemory(count)) {
            reservedMemory += count;
            memory.add(piece);
        } else {
            reserveDisk(size + count);
            write(piece.bytes().duplicate());
        }
        size += count;
    }

    /** What has been taken so far. */
    public Body body() {
        FileChannel spooled = file;
        return spooled == null ? new MemoryBody(memory, size) : new FileBody(spooled, size);
    }

    /** What lies in memory. Whoever {@linkplain BodyChunk#release releases} it kills the {@link #body()}. */
    public List<BodyChunk> memory() {
        return memory;
    }

    @Override
    public void close() {
        releaseMemory();
        FileChannel spooled = file;
        if (spooled != null) {
            file = null;
            room.close(spooled);
        }
        room.releaseDisk(reservedDisk);
        reservedDisk = 0;
    }

    private boolean fitsInMemory(int count) {
        return size + count <= room.memoryPerMessage();
    }

    private void write(ByteBuffer bytes) throws IOException {
        FileChannel spooled = file;
        if (spooled == null) {
            spooled = room.open();
            file = spooled;
            for (BodyChunk early : memory) {
                writeFully(spooled, early.bytes().duplicate());
            }
            releaseMemory();
        }
        writeFully(spooled, bytes);
    }

    private void releaseMemory() {
        memory = new ArrayList<>();
        room.releaseMemory(reservedMemory);
        reservedMemory = 0;
    }

    private void reserveDisk(long total) throws IOException {
        room.reserveDisk(total - reservedDisk);
        reservedDisk = total;
    }

    private static void writeFully(FileChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
