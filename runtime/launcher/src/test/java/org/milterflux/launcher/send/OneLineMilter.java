package org.milterflux.launcher.send;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;

/** A milter that agrees to everything and answers some events in its own way, for one connection. */
final class OneLineMilter implements Closeable {

    private final ServerSocketChannel server;
    private final Map<CommandCode, List<Reply>> answers;
    private final Thread thread = new Thread(this::serve, "one-line milter");

    OneLineMilter(Map<CommandCode, List<Reply>> answers) throws IOException {
        this.answers = answers;
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread.start();
    }

    SocketSpec socket() throws IOException {
        return SocketSpec.parse("inet:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "@127.0.0.1");
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (SocketChannel mta = server.accept()) {
            PacketDecoder<Command> decoder = PacketDecoder.commands(PacketDecoder.DEFAULT_MAX_DATA);
            ByteBuffer bytes = ByteBuffer.allocate(8192);
            while (mta.read(bytes) >= 0) {
                decoder.decode(bytes.flip(), command -> answer(command, mta));
                bytes.clear();
            }
        } catch (IOException | UncheckedIOException gone) {
            // The test ends the connection as it likes.
        }
    }

    private void answer(Command command, SocketChannel mta) {
        CommandCode code = command.commandCode();
        List<Reply> otherwise = code.isAnswered() ? List.of(new Continue()) : List.of();
        List<Reply> replies = command instanceof OptionNegotiation offer
                ? List.of(new OptionNegotiation(offer.version(), offer.actionBits(), 0, Map.of()))
                : answers.getOrDefault(code, otherwise);
        replies.forEach(reply -> write(reply, mta));
    }

    private static void write(Reply reply, SocketChannel mta) {
        try {
            mta.write(new PacketEncoder().encode(reply));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
