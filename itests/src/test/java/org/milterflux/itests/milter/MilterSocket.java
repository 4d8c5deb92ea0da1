package org.milterflux.itests.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** A milter connection from the MTA's side, as raw bytes. */
public final class MilterSocket implements Closeable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final String VERDICTS = "cartdy";

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    private MilterSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    public static MilterSocket connect(int port) throws IOException {
        return new MilterSocket(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects and goes on to after HELO: options, C and H, each answered. */
    public static MilterSocket greeted(int port) throws IOException {
        MilterSocket socket = connect(port);
        socket.exchange(Packets.offer());
        socket.exchange(Packets.connect());
        socket.exchange(Packets.strings('H', "client.test"));
        return socket;
    }

    /** Where this end is bound: how the other end's log names it. */
    public int localPort() {
        return socket.getLocalPort();
    }

    public void send(byte[]... packets) throws IOException {
        for (byte[] packet : packets) {
            out.write(packet);
        }
        out.flush();
    }

    /** The next packet: letter and data, one byte per character. */
    public String read() throws IOException {
        byte[] packet = new byte[in.readInt()];
        in.readFully(packet);
        return new String(packet, ISO_8859_1);
    }

    /** Sends a packet and gives the packet that answers it. */
    public String exchange(byte[] packet) throws IOException {
        send(packet);
        return read();
    }

    /**
     * A whole message; the answers to its end: edits, then the verdict. Everything before must be answered with "continue",
     * the body perhaps with "skip".
     *
     * @param fields name and value joined by {@code ": "}, as negotiated with HDR_LEADSPC and NR_HDR
     */
    public List<String> message(String body, String... fields) throws IOException {
        begin();
        return finish(body, fields);
    }

    /** The first half of a message: its envelope. */
    public void begin() throws IOException {
        proceed(Packets.strings('M', "<a@x.test>"));
        proceed(Packets.strings('R', "<b@y.test>"));
    }

    /** The second half of a message, as {@link #message} says. */
    public List<String> finish(String body, String... fields) throws IOException {
        proceed(Packets.packet('T', ""));
        for (String field : fields) {
            String[] parts = field.split(":", 2);
            send(Packets.strings('L', parts[0], parts[1]));
        }
        proceed(Packets.packet('N', ""));
        String answer = exchange(Packets.packet('B', body));
        if (!answer.equals("c") && !answer.equals("s")) {
            throw new AssertionError("Answered " + answer + " to the body");
        }
        send(Packets.packet('E', ""));
        List<String> answers = new ArrayList<>();
        do {
            answers.add(read());
        } while (!VERDICTS.contains(answers.get(answers.size() - 1).substring(0, 1)));
        return answers;
    }

    private void proceed(byte[] packet) throws IOException {
        String answer = exchange(packet);
        if (!answer.equals("c")) {
            throw new AssertionError("Answered " + answer + " to " + (char) packet[4]);
        }
    }

    /** Ends this direction only. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether the other end closes, orderly or not, without another byte. */
    public boolean isClosedByPeer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
