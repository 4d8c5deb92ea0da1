package org.milterflux.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.milterflux.protocol.Accept;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.Skip;

/** A milter that does what the filters to measure do, but for one fault. A thread for every connection. */
final class FaultyMilter implements AutoCloseable {

    /** What it does wrong. */
    enum Fault {
        NONE,
        WRONG_SUM,
        WRONG_NAME,
        NO_EDIT,
        TWO_EDITS,
        ANOTHER_EDIT,
        EARLY_EDIT,
        WRONG_BODY,
        SHORT_BODY,
        LONG_BODY,
        NO_REPLY,
        TWO_REPLIES,
        LATE_REPLY,
        ACCEPTS,
        SKIPS_HEADER,
        CLOSES,
        GARBAGE,
        UNOFFERED_STEPS,
        NO_NEGOTIATION
    }

    private final Fault fault;
    private final Proof.Kind kind;
    private final ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());

    FaultyMilter(Fault fault, Proof.Kind kind) throws IOException {
        this.fault = fault;
        this.kind = kind;
        thread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "faulty milter");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket peer = listener.accept();
                thread(() -> serve(peer));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            peer.setTcpNoDelay(true);
            new Conversation(peer.getInputStream(), peer.getOutputStream()).run();
        } catch (IOException e) {
            // the client has left
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** With one MTA. */
    private final class Conversation {
        private final InputStream in;
        private final OutputStream out;
        private final List<ByteBuffer> body = new ArrayList<>();

        Conversation(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void run() throws IOException {
            PacketDecoder<Command> decoder = PacketDecoder.commands(PacketDecoder.DEFAULT_MAX_DATA);
            byte[] bytes = new byte[8192];
            List<Command> commands = new ArrayList<>();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                decoder.decode(ByteBuffer.wrap(bytes, 0, count), commands::add);
                for (Command command : commands) {
                    hear(command);
                }
                commands.clear();
            }
        }

        private void hear(Command command) throws IOException {
            CommandCode code = command.commandCode();
            if (code == CommandCode.NEGOTIATE) {
                say(negotiation());
            } else if (code == CommandCode.QUIT) {
                out.close();
            } else if (command instanceof BodyChunk piece) {
                body.add(piece.bytes());
                if (fault != Fault.NO_REPLY) {
                    say(new Continue());
                }
            } else if (code == CommandCode.END_OF_MESSAGE) {
                end();
            } else if (code.isAnswered()) {
                answer(code);
            }
        }

        private Reply negotiation() {
            return fault == Fault.NO_NEGOTIATION
                    ? new Continue()
                    : new OptionNegotiation(6, 0x3F, fault == Fault.UNOFFERED_STEPS ? 0x80 : 0, Map.of());
        }

        private void answer(CommandCode code) throws IOException {
            if (code == CommandCode.RCPT) {
                switch (fault) {
                    case EARLY_EDIT -> say(new AddHeader("X-Bench-Sum", "0"));
                    case TWO_REPLIES -> say(new Continue());
                    case GARBAGE -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                    default -> {}
                }
            }
            if (code == CommandCode.RCPT && fault == Fault.CLOSES) {
                out.close();
            } else if (code == CommandCode.RCPT && fault == Fault.ACCEPTS) {
                say(new Accept());
            } else if (code == CommandCode.HEADER && fault == Fault.SKIPS_HEADER) {
                say(new Skip());
            } else {
                say(new Continue());
            }
        }

        private void end() throws IOException {
            for (Reply edit : edits()) {
                say(edit);
            }
            say(new Continue());
            if (fault == Fault.LATE_REPLY) {
                say(new Continue());
            }
            body.clear();
        }

        private List<Reply> edits() {
            if (fault == Fault.NO_EDIT) {
                return List.of();
            }
            List<Reply> edits = new ArrayList<>();
            switch (kind) {
                case SUM -> edits.add(sum());
                case FOOTER -> edits.addAll(ReplaceBody.split(footer(), PacketEncoder.MAX_DATA));
                case NOTHING -> {}
            }
            if (fault == Fault.TWO_EDITS) {
                edits.add(sum());
            } else if (fault == Fault.ANOTHER_EDIT) {
                edits.add(new Quarantine("to be sure"));
            }
            return edits;
        }

        private Reply sum() {
            long sum = fault == Fault.WRONG_SUM ? 1 : 0;
            for (ByteBuffer piece : body) {
                for (int i = 0; i < piece.remaining(); i++) {
                    sum += piece.get(i) & 0xFF;
                }
            }
            return new AddHeader(fault == Fault.WRONG_NAME ? "X-Sum" : "X-Bench-Sum", Long.toString(sum));
        }

        private ByteBuffer footer() {
            ByteBuffer all = ByteBuffer.allocate(1 << 20);
            body.forEach(piece -> all.put(piece.duplicate()));
            all.put("\r\n-- \r\nMeasured on its way.\r\n".getBytes(US_ASCII));
            if (fault == Fault.LONG_BODY) {
                all.put((byte) '.');
            }
            all.flip();
            if (fault == Fault.WRONG_BODY) {
                all.put(70_000, (byte) '?');
            } else if (fault == Fault.SHORT_BODY) {
                all.limit(all.limit() - 1);
            }
            return all;
        }

        private void say(Reply reply) throws IOException {
            ByteBuffer packet = new PacketEncoder().encode(reply);
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            out.write(bytes);
        }
    }
}
