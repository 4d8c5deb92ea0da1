package org.milterflux.console.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.milterflux.console.wire.FrameChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts attachments, each on its own thread, until it is closed. */
final class ConsoleServer implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);

    private final Path socketFile;
    private final ServerSocketChannel server;
    private final Function<FrameChannel, Attachment> attachments;
    private final Set<Attachment> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "milterflux-console");
        thread.setDaemon(true);
        return thread;
    });

    private ConsoleServer(Path socketFile, Function<FrameChannel, Attachment> attachments) throws IOException {
        this.socketFile = socketFile;
        this.attachments = attachments;
        server = PrivateSocket.bind(socketFile);
    }

    static ConsoleServer listen(Path socketFile, Function<FrameChannel, Attachment> attachments) throws IOException {
        ConsoleServer console = new ConsoleServer(socketFile, attachments);
        console.threads.execute(console::accept);
        return console;
    }

    /** Takes the socket away and ends every session; a command that is running is interrupted. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socketFile);
        open.forEach(Attachment::close);
        threads.shutdown();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel socket = server.accept();
                Attachment attachment = attachments.apply(new FrameChannel(socket));
                open.add(attachment);
                threads.execute(() -> serve(attachment));
            }
        } catch (IOException closed) {
            log.debug("console socket {} is closed", socketFile, closed);
        }
    }

    private void serve(Attachment attachment) {
        try (attachment) {
            attachment.serve();
        } catch (IOException gone) {
            log.debug("a console client went away", gone);
        } finally {
            open.remove(attachment);
        }
    }
}
