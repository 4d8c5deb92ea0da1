package org.milterflux.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The hold of this process on its data directory, as the process sees it and as others do.
 *
 * <p>The kernel drops the lock with the process, however it dies: a pid file left behind is never mistaken for a running
 * instance.
 */
public final class Instance implements Closeable {

    private final Layout layout;
    private final FileChannel pidFile;

    private Instance(Layout layout, FileChannel pidFile) {
        this.layout = layout;
        this.pidFile = pidFile;
    }

    /** Takes the data directory, or gives nothing when another process has it. */
    public static Optional<Instance> claim(Layout layout) throws IOException {
        FileChannel pidFile = FileChannel.open(
                layout.pidFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (pidFile.tryLock() == null) {
            pidFile.close();
            return Optional.empty();
        }
        Files.deleteIfExists(layout.readyFile());
        pidFile.truncate(0);
        pidFile.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
        return Optional.of(new Instance(layout, pidFile));
    }

    /** The process that runs on this data directory, if any. Not for the process itself: looking would drop its lock. */
    public static Optional<ProcessHandle> running(Layout layout) throws IOException {
        if (!Files.exists(layout.pidFile())) {
            return Optional.empty();
        }
        try (FileChannel pidFile =
                        FileChannel.open(layout.pidFile(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock free = pidFile.tryLock()) {
            return free == null ? process(layout.pidFile()) : Optional.empty();
        }
    }

    /** The sockets of the instance that is ready on this data directory; nothing while it starts or stops. */
    public static Optional<List<String>> sockets(Layout layout) throws IOException {
        return Files.exists(layout.readyFile())
                ? Optional.of(Files.readAllLines(layout.readyFile()))
                : Optional.empty();
    }

    /** Tells the other commands that connections are accepted now. */
    public void ready(List<String> sockets) throws IOException {
        Path draft = layout.data().resolve("ready.new");
        Files.write(draft, sockets);
        Files.move(draft, layout.readyFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(layout.readyFile());
        pidFile.truncate(0);
        pidFile.close();
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        String pid = Files.readString(pidFile).strip();
        return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    }
}
