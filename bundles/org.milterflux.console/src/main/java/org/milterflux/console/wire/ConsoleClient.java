package org.milterflux.console.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One attachment to a running Milterflux: its variables last as long as this object stays open. */
public final class ConsoleClient implements Closeable {

    private final FrameChannel channel;

    private ConsoleClient(FrameChannel channel) {
        this.channel = channel;
    }

    /**
     * Attaches; relative paths in commands are as seen from this process's working directory.
     *
     * @param socketFile {@code console.sock} in the data directory of the running process
     * @throws IOException when nobody listens there or the file's mode keeps this user out
     */
    public static ConsoleClient attach(Path socketFile) throws IOException {
        ConsoleClient client = new ConsoleClient(FrameChannel.connect(socketFile));
        String directory = Path.of("").toAbsolutePath().toString();
        client.channel.write(Frame.of(Frame.Kind.DIRECTORY, directory));
        return client;
    }

    /**
     * Runs one command line and passes its output on as it comes.
     *
     * @return 0 when the command succeeded, else 1 with the reason on {@code err}
     * @throws IOException when the connection ends before the command does
     */
    public int run(String command, PrintStream out, PrintStream err) throws IOException {
        channel.write(Frame.of(Frame.Kind.COMMAND, command));
        while (true) {
            Frame frame = channel.read().orElseThrow(() -> new IOException("Milterflux closed the console"));
            switch (frame.kind()) {
                case OUTPUT -> print(out, frame.bytes());
                case ERROR -> print(err, frame.bytes());
                case EXIT -> {
                    return frame.status();
                }
                case COMMAND, DIRECTORY -> throw new IOException("unexpected " + frame.kind() + " from the server");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void print(PrintStream stream, ByteBuffer bytes) {
        byte[] piece = new byte[bytes.remaining()];
        bytes.duplicate().get(piece);
        stream.writeBytes(piece);
        stream.flush();
    }
}
