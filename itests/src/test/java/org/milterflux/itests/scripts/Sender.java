package org.milterflux.itests.scripts;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.milterflux.itests.milter.MilterSocket;

/** MTA connections that send one message after the other, and what each message was answered. */
final class Sender implements Closeable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<List<List<String>>>> connections = new ArrayList<>();
    private volatile boolean over;

    Sender(int port, int count) {
        for (int i = 0; i < count; i++) {
            connections.add(threads.submit(() -> send(port)));
        }
    }

    private List<List<String>> send(int port) throws IOException {
        List<List<String>> answers = new ArrayList<>();
        try (MilterSocket socket = MilterSocket.greeted(port)) {
            while (!over) {
                answers.add(socket.message("Hi\r\n"));
            }
        }
        return answers;
    }

    /** Sends no more; the answers by connection, in order. */
    List<List<List<String>>> end() throws InterruptedException, ExecutionException {
        over = true;
        List<List<List<String>>> all = new ArrayList<>();
        for (Future<List<List<String>>> connection : connections) {
            all.add(connection.get());
        }
        return all;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdown();
    }
}
