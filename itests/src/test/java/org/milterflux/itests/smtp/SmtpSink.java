package org.milterflux.itests.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.milterflux.itests.Ports;

/**
 * The place an MTA delivers to: accepts everything and keeps it, byte for byte.
 *
 * <p>It announces every extension that would otherwise make an MTA convert the message (8BITMIME, SMTPUTF8) or drop
 * recipient arguments (DSN). Its replies to messages are numbered, so that they can be found in the MTA's log.
 */
public final class SmtpSink implements Closeable {

    private static final List<String> EXTENSIONS = List.of(
            "250-sink.test",
            "250-PIPELINING",
            "250-SIZE",
            "250-8BITMIME",
            "250-SMTPUTF8",
            "250-DSN",
            "250 ENHANCEDSTATUSCODES");
    private static final int PATIENCE_SECONDS = 60;

    private final ServerSocket listener;
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private SmtpSink(ServerSocket listener) {
        this.listener = listener;
    }

    public static SmtpSink open() throws IOException {
        SmtpSink sink = new SmtpSink(new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress()));
        sink.threads.execute(sink::listen);
        return sink;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The oldest delivery not yet taken; fails when none comes. */
    public Delivery take() throws InterruptedException {
        Delivery delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("Nothing was delivered within " + PATIENCE_SECONDS + " s");
        }
        return delivery;
    }

    /** All deliveries not yet taken. */
    public List<Delivery> takeAll() {
        List<Delivery> all = new ArrayList<>();
        deliveries.drainTo(all);
        return all;
    }

    /** Whether everything delivered so far was taken. */
    public boolean isEmpty() {
        return deliveries.isEmpty();
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (SocketException closed) {
            // close() ends the listener this way.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (SmtpLines connection = new SmtpLines(socket)) {
            connection.write("220 sink.test ESMTP");
            converse(connection);
        } catch (EOFException | SocketException gone) {
            // An MTA may keep or drop its connection as it likes; only complete messages count.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(SmtpLines connection) throws IOException {
        String mail = "";
        List<String> recipients = new ArrayList<>();
        while (true) {
            String line = connection.read();
            switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> connection.writeRaw((String.join("\r\n", EXTENSIONS) + "\r\n").getBytes(ISO_8859_1));
                case "MAIL" -> {
                    mail = line;
                    recipients.clear();
                    connection.write("250 2.1.0 Ok");
                }
                case "RCPT" -> {
                    recipients.add(line);
                    connection.write("250 2.1.5 Ok");
                }
                case "DATA" -> {
                    connection.write("354 Go on");
                    String text = new String(connection.readContent(), ISO_8859_1);
                    deliveries.add(new Delivery(mail, List.copyOf(recipients), text));
                    connection.write("250 2.0.0 Kept as number " + accepted.incrementAndGet());
                }
                case "QUIT" -> {
                    connection.write("221 2.0.0 Bye");
                    return;
                }
                default -> connection.write("250 2.0.0 Ok");
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
