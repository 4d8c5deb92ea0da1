package org.milterflux.testing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;

/** One run of a dialogue against a milter. */
final class DialogueRun implements Closeable {

    private static final String CLOSED = "closed";
    private static final String CONTINUE = "continue";

    private final Path file;
    private final SocketSpec socket;
    private final Deque<String> replies = new ArrayDeque<>();
    private MtaSettings settings;
    private Optional<Wire> wire = Optional.empty();
    private Optional<MilterClient> client = Optional.empty();

    DialogueRun(Path file, SocketSpec socket, Trace trace) {
        this.file = file;
        this.socket = socket;
        settings = MtaSettings.of(Mta.POSTFIX).traced(trace).waiting(Timeouts.all(Duration.ofSeconds(30)));
    }

    void perform(DialogueLine line) {
        try {
            if (line.verb() == DialogueVerb.EXPECT) {
                expect(line);
            } else {
                requireNothingUnexpected(line.place());
                act(line);
            }
        } catch (EOFException | SocketException e) {
            replies.add(CLOSED);
            close();
        } catch (IOException | ProtocolException | IllegalArgumentException e) {
            throw new DialogueException(line.place(), line + ": " + e.getMessage(), e);
        }
    }

    private void act(DialogueLine line) throws IOException {
        switch (line.verb()) {
            case MTA -> settings = mta(Mta.valueOf(line.rest().toUpperCase(Locale.ROOT)));
            case VERSION -> settings = settings.offering(OptionNegotiation.offer(Integer.parseInt(line.rest())));
            case OFFER -> settings = settings.offering(DialogueValues.offer(line.words()));
            case WAIT -> settings = settings.waiting(Timeouts.all(Duration.ofSeconds(Integer.parseInt(line.rest()))));
            case NEGOTIATE -> replies.add(text().of((Reply) client().agreement()));
            case MACRO -> macro(line.text());
            case CONNECT -> note(client().connect(DialogueValues.connect(line.words())));
            case HELO -> note(client().helo(line.text()));
            case MAIL -> note(client().mail(new MailFrom(DialogueValues.first(line), DialogueValues.others(line))));
            case RCPT -> note(client().rcpt(new RcptTo(DialogueValues.first(line), DialogueValues.others(line))));
            case DATA -> note(client().data());
            case HEADER -> note(client().header(DialogueValues.header(line.text())));
            case EOH -> note(client().endOfHeaders());
            case BODY -> note(client().body(DialogueValues.body(line)));
            case EOM -> note(client().endOfMessage());
            case UNKNOWN -> note(client().unknown(line.text()));
            case ABORT -> client().abort();
            case EML -> mail(TestMail.read(file.resolveSibling(line.text())));
            case QUIT -> quit();
            case CLOSE -> close();
            case RAW ->
                wire().write(
                                DialogueValues.bytes(line.rest()),
                                settings.timeouts().command());
            case DRIP -> drip(DialogueValues.bytes(line.rest()));
            case HALFCLOSE -> wire().endOutput();
            case EXPECT -> throw new IllegalStateException("expectations are no acts");
        }
    }

    private MtaSettings mta(Mta mta) {
        return new MtaSettings(mta, settings.offer(), settings.timeouts(), settings.trace());
    }

    private Wire wire() throws IOException {
        if (wire.isEmpty()) {
            wire = Optional.of(connected());
        }
        return wire.get();
    }

    /** No connection at all is no filter that closes one. */
    private Wire connected() throws IOException {
        try {
            return Wire.connect(socket.resolve(), settings.timeouts().connect());
        } catch (IOException e) {
            throw new IOException("cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }

    private MilterClient client() throws IOException {
        if (client.isEmpty()) {
            client = Optional.of(MilterClient.open(wire(), settings));
        }
        return client.get();
    }

    private ReplyText text() throws IOException {
        return new ReplyText(client.isPresent() ? client().agreement() : settings.offer());
    }

    private void macro(String text) throws IOException {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("write name=value");
        }
        client().macro(text.substring(0, equals), text.substring(equals + 1));
    }

    private void drip(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wire().write(
                            ByteBuffer.wrap(new byte[] {bytes.get()}),
                            settings.timeouts().command());
        }
    }

    private void mail(TestMail mail) throws IOException {
        for (Header header : mail.headers()) {
            note(client().header(header));
        }
        note(client().endOfHeaders());
        note(client().body(mail.body()));
    }

    private void quit() throws IOException {
        client().quit();
        forget();
    }

    private void note(Answer answer) throws IOException {
        replies.removeIf(CONTINUE::equals);
        for (Reply edit : answer.edits()) {
            noteEdit(text().of(edit));
        }
        replies.add(text().of(answer.verdict()));
    }

    /** Pieces of a body are one body. */
    private void noteEdit(String edit) {
        String last = replies.isEmpty() ? "" : replies.getLast();
        if (edit.startsWith("body \"") && last.startsWith("body \"")) {
            replies.removeLast();
            replies.add(last.substring(0, last.length() - 1) + edit.substring("body \"".length()));
        } else {
            replies.add(edit);
        }
    }

    private void requireNothingUnexpected(String place) {
        replies.removeIf(CONTINUE::equals);
        if (!replies.isEmpty()) {
            throw new DialogueException(place, "before this, the filter said what nobody expected: " + replies);
        }
    }

    private void expect(DialogueLine line) throws IOException {
        String actual = replies.isEmpty() ? next() : replies.remove();
        if (actual.equals(CLOSED)) {
            close();
        }
        if (!Expectation.matches(line.rest(), actual)) {
            List<String> rest = new ArrayList<>(replies);
            throw new DialogueException(
                    line.place(),
                    "expected: " + line.rest() + "\n  actual: " + actual
                            + (rest.isEmpty() ? "" : "\n    then: " + rest));
        }
    }

    /** What follows bytes that were written raw. */
    private String next() throws IOException {
        if (wire.isEmpty()) {
            return "nothing: no connection is open";
        }
        try {
            return text().of(wire().read(settings.timeouts().command()));
        } catch (SocketTimeoutException e) {
            return "nothing: " + e.getMessage();
        } catch (EOFException | SocketException e) {
            return CLOSED;
        }
    }

    void end() {
        requireNothingUnexpected(file + ", at its end");
    }

    private void forget() {
        wire = Optional.empty();
        client = Optional.empty();
    }

    @Override
    public void close() {
        try {
            if (wire.isPresent()) {
                wire.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            forget();
        }
    }
}
