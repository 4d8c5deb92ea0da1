package org.milterflux.filter.clamav.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.milterflux.testing.FakeEngine;

/** clamd, as far as it is needed: finds what the tests call evil, and keeps what it was shown. */
final class FakeClamd implements AutoCloseable {

    final List<String> seen = new CopyOnWriteArrayList<>();
    private final FakeEngine engine = FakeEngine.on((in, out) -> {
        if (command(in).equals("zPING")) {
            out.write("PONG\0".getBytes(ISO_8859_1));
            return;
        }
        String message = message(in);
        seen.add(message);
        String answer = message.contains("evil") ? "stream: Test.Evil FOUND\0" : "stream: OK\0";
        out.write(answer.getBytes(ISO_8859_1));
    });

    String address() {
        return engine.address();
    }

    static String command(InputStream in) throws IOException {
        StringBuilder command = new StringBuilder();
        for (int c = in.read(); c > 0; c = in.read()) {
            command.append((char) c);
        }
        return command.toString();
    }

    private static String message(InputStream in) throws IOException {
        DataInputStream pieces = new DataInputStream(in);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int length = pieces.readInt(); length > 0; length = pieces.readInt()) {
            message.writeBytes(pieces.readNBytes(length));
        }
        return message.toString(ISO_8859_1);
    }

    @Override
    public void close() {
        engine.close();
    }
}
