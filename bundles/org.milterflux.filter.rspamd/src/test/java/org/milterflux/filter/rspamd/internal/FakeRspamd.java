package org.milterflux.filter.rspamd.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.milterflux.testing.FakeEngine;

/** Speaks HTTP as rspamd does, one request per connection, and keeps what it was asked. */
final class FakeRspamd implements AutoCloseable {

    static final String CLEAN = "{\"action\":\"no action\",\"score\":0.1,\"required_score\":15.0,\"symbols\":{}}";

    private static final String OOPS = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final String first;
    private final String further;
    private final FakeEngine engine;

    private FakeRspamd(String first, String further) {
        this.first = first;
        this.further = further;
        engine = FakeEngine.on(this::serve);
    }

    /** One that gives this JSON. */
    static FakeRspamd answering(String json) {
        return raw(ok(json));
    }

    /** One that gives this JSON from its second request on. */
    static FakeRspamd failingOnce(String json) {
        return new FakeRspamd(OOPS, ok(json));
    }

    /** One that sends this and closes. */
    static FakeRspamd raw(String answer) {
        return new FakeRspamd(answer, answer);
    }

    private static String ok(String json) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + json.getBytes(UTF_8).length + "\r\n\r\n"
                + json;
    }

    static String url(FakeEngine engine) {
        return engine.address().replaceFirst("inet:(\\d+)@(.*)", "http://$2:$1");
    }

    String url() {
        return url(engine);
    }

    /** The requests so far, one byte per character. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.read());
        }
        String head = request.toString().toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        request.append(new String(in.readNBytes(length), ISO_8859_1));
        String answer = requests.isEmpty() ? first : further;
        requests.add(request.toString());
        out.write(answer.getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        engine.close();
    }
}
