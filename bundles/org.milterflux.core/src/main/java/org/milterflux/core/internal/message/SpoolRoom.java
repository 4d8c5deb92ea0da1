package org.milterflux.core.internal.message;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that all bodies share: so much memory each, so much memory together, so much disk together. */
public final class SpoolRoom {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolRoom.class);

    private final Path directory;
    private final long memoryPerMessage;
    private final long memoryLimit;
    private final long diskLimit;
    private final AtomicLong memory = new AtomicLong();
    private final AtomicLong disk = new AtomicLong();

    /**
     * @param directory made when first needed
     * @param memoryPerMessage bytes of one body in memory; what is longer goes to a file
     * @param memoryLimit bytes of all bodies in memory
     * @param diskLimit bytes of all bodies in files
     */
    public SpoolRoom(Path directory, long memoryPerMessage, long memoryLimit, long diskLimit) {
        this.directory = directory;
        this.memoryPerMessage = memoryPerMessage;
        this.memoryLimit = memoryLimit;
        this.diskLimit = diskLimit;
    }

    /** A place for one body. */
    public Spool spool() {
        return new Spool(this);
    }

    /** Bytes in memory now. */
    public long memoryInUse() {
        return memory.get();
    }

    /** Bytes on disk now. */
    public long diskInUse() {
        return disk.get();
    }

    long memoryPerMessage() {
        return memoryPerMessage;
    }

    boolean hasMemory(long count) {
        return memory.get() + count <= memoryLimit;
    }

    boolean reserveMemory(long count) {
        if (memory.addAndGet(count) <= memoryLimit) {
            return true;
        }
        memory.addAndGet(-count);
        return false;
    }

    void releaseMemory(long count) {
        memory.addAndGet(-count);
    }

    void reserveDisk(long count) throws IOException {
        if (disk.addAndGet(count) > diskLimit) {
            disk.addAndGet(-count);
            throw new IOException("the spool in " + directory + " holds its limit of " + diskLimit
                    + " bytes; raise spoolDiskBytes in org.milterflux.core");
        }
    }

    FileChannel open() throws IOException {
        Files.createDirectories(directory);
        Path file = Files.createTempFile(directory, "body", ".spool");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(file);
        return channel;
    }

    void releaseDisk(long count) {
        disk.addAndGet(-count);
    }

    void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("cannot close a spool file in {}: {}", directory, e.toString());
        }
    }
}
