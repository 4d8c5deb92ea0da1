package org.milterflux.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;

/** A milter of a few lines: answers by command letter with bytes made up beforehand, and remembers what it was sent. */
final class ScriptedMilter implements Closeable {

    private static final String CONTINUE = "0000000163";

    /** Instead of hex: say nothing. */
    static final String NOTHING = "";
    /** Instead of hex: close the connection. */
    static final String CLOSE = "close";

    private final ServerSocketChannel server;
    private final SocketSpec socket;
    private final Map<CommandCode, String> script = new LinkedHashMap<>();
    private final Queue<Command> heard = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::serve, "scripted milter");

    private ScriptedMilter(ServerSocketChannel server, SocketSpec socket) {
        this.server = server;
        this.socket = socket;
    }

    static ScriptedMilter onTcp() throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return new ScriptedMilter(server, SocketSpec.parse("inet:" + port + "@127.0.0.1"));
    }

    static ScriptedMilter onUnixSocket(Path path) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        return new ScriptedMilter(server, SocketSpec.parse("unix:" + path));
    }

    /** Answers the offer with these words. */
    ScriptedMilter negotiating(OptionNegotiation answer) {
        return answering(CommandCode.NEGOTIATE, answer);
    }

    ScriptedMilter answering(CommandCode command, Reply... replies) {
        StringBuilder hex = new StringBuilder();
        for (Reply reply : replies) {
            ByteBuffer bytes = new PacketEncoder().encode(reply);
            hex.append(HexFormat.of().formatHex(bytes.array(), bytes.arrayOffset(), bytes.limit()));
        }
        return answering(command, hex.toString());
    }

    ScriptedMilter answering(CommandCode command, String hex) {
        script.put(command, hex);
        return this;
    }

    ScriptedMilter start() {
        if (!thread.isAlive()) {
            thread.setDaemon(true);
            thread.start();
        }
        return this;
    }

    SocketSpec socket() {
        return socket;
    }

    /** Everything so far; complete once the connection is closed. */
    List<Command> heard() {
        return List.copyOf(heard);
    }

    /** Their letters. */
    String letters() {
        StringBuilder letters = new StringBuilder();
        for (Command command : heard) {
            letters.append((char) command.letter());
        }
        return letters.toString();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                serve(channel);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        PacketDecoder<Command> decoder = PacketDecoder.commands(PacketDecoder.DEFAULT_MAX_DATA);
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        Queue<Command> commands = new ConcurrentLinkedQueue<>();
        while (channel.read(buffer.clear()) >= 0) {
            decoder.decode(buffer.flip(), commands::add);
            while (!commands.isEmpty()) {
                Command command = commands.remove();
                heard.add(command);
                String answer = answerTo(command.commandCode());
                if (answer.equals(CLOSE)) {
                    return;
                }
                channel.write(ByteBuffer.wrap(HexFormat.of().parseHex(answer)));
            }
        }
    }

    private String answerTo(CommandCode command) {
        return script.getOrDefault(command, command.isAnswered() ? CONTINUE : "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
