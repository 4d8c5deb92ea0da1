package org.milterflux.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a port of the loopback interface that does on each connection what a test wants of an engine, right or wrong. */
public final class FakeEngine implements AutoCloseable {

    private final Script script;
    private final ServerSocket server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What happens on one connection, on a thread of its own. The connection is closed when it returns or throws. */
    @FunctionalInterface
    public interface Script {

        /**
         * Reads and writes.
         *
         * @throws Exception is how most fakes learn that the other side has gone, and is not told further
         */
        void run(InputStream in, OutputStream out) throws Exception;
    }

    private FakeEngine(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** One that listens, until it is closed. */
    public static FakeEngine on(Script script) {
        return new FakeEngine(script);
    }

    /** Where it listens, as configuration has it: {@code inet:40123@127.0.0.1}. */
    public String address() {
        return "inet:" + server.getLocalPort() + "@127.0.0.1";
    }

    /** How many connections there were. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(socket.getInputStream(), socket.getOutputStream());
        } catch (Exception e) {
            return;
        }
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "fake engine");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops to listen and breaks all connections. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
