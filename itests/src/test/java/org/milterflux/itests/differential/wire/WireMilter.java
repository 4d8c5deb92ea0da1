package org.milterflux.itests.differential.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A milter that acts by a script, on a Unix socket; one thread for each connection. */
public final class WireMilter implements Closeable {

    private final ServerSocketChannel listener;
    private final Path directory;
    private final String name;
    private final Aborts aborts;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private WireMilter(ServerSocketChannel listener, Path directory, String name, Aborts aborts) {
        this.listener = listener;
        this.directory = directory;
        this.name = name;
        this.aborts = aborts;
    }

    /** Serves {@code DIRECTORY/NAME.sock} by {@code DIRECTORY/NAME.script}, read anew by each connection. */
    public static WireMilter open(Path directory, String name, Aborts aborts) throws IOException {
        Path socket = directory.resolve(name + ".sock");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        WireMilter milter = new WireMilter(listener, directory, name, aborts);
        milter.threads.execute(milter::listen);
        return milter;
    }

    private void listen() {
        try {
            while (true) {
                SocketChannel connection = listener.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (ClosedChannelException closed) {
            // close() ends the listener this way.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            new WireSession(new Wire(connection), directory, name, aborts).run();
        } catch (AsynchronousCloseException closed) {
            // By close().
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
