package org.milterflux.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.milterflux.console.wire.Frame;
import org.milterflux.console.wire.FrameChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client and its Gogo session.
 *
 * <p>Commands run on a thread of their own while this one keeps reading, so that a client who leaves (Ctrl-C) interrupts
 * the command it was waiting for.
 */
final class Attachment implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Attachment.class);

    private final FrameChannel channel;
    private final PrintStream out;
    private final PrintStream err;
    private final CommandSession session;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "milterflux-console-command");
        thread.setDaemon(true);
        return thread;
    });

    Attachment(FrameChannel channel, CommandProcessor processor) {
        this.channel = channel;
        out = new PrintStream(new FrameOutput(channel, Frame.Kind.OUTPUT), true, UTF_8);
        err = new PrintStream(new FrameOutput(channel, Frame.Kind.ERROR), true, UTF_8);
        session = processor.createSession(InputStream.nullInputStream(), out, err);
        session.put("SCOPE", "milter:felix:*");
    }

    /** Reads commands until the client closes. */
    void serve() throws IOException {
        CommandLine line = new CommandLine(session, out, err);
        Optional<Frame> next = channel.read();
        while (next.isPresent()) {
            String text = next.get().text();
            if (next.get().kind() == Frame.Kind.DIRECTORY) {
                worker.execute(() -> session.currentDir(Path.of(text)));
            } else {
                worker.execute(() -> answer(line.run(text)));
            }
            next = channel.read();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        session.close();
        try {
            channel.close();
        } catch (IOException gone) {
            log.debug("console connection was gone already", gone);
        }
    }

    private void answer(int status) {
        out.flush();
        err.flush();
        try {
            channel.write(Frame.exit(status));
        } catch (IOException gone) {
            log.debug("the console client did not wait for its answer", gone);
        }
    }
}
