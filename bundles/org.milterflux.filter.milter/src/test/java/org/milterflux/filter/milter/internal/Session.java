package org.milterflux.filter.milter.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Decision;
import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.protocol.spi.Connector;
import org.milterflux.testing.TestConnection;
import org.milterflux.testing.TestMessage;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The platform's part: gives events to the member one by one and writes down what it decides. Time stands still. */
final class Session {

    static final MemberSettings SETTINGS = new MemberSettings(
            "milter~test",
            0,
            FakeMilter.SOCKET,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(300),
            1000,
            new Wants(List.of(), false));

    static final TestConnection POSTFIX =
            TestConnection.unknown().withHelo("client.example.org").withMacro("v", "Postfix 3.7.11");
    static final TestConnection SENDMAIL =
            TestConnection.unknown().withHelo("client.example.org").withMacro("v", "8.17.1");

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final List<Decision> decisions = new CopyOnWriteArrayList<>();
    final List<Wants> learnt = new CopyOnWriteArrayList<>();
    private final Sinks.Many<Event> events = Sinks.many().unicast().onBackpressureBuffer();
    private final Disposable running;
    private TestMessage mail;
    volatile @Nullable Throwable failure;
    volatile boolean completed;

    Session(Connector connector) {
        this(connector, POSTFIX);
    }

    Session(Connector connector, TestConnection connection) {
        mail = TestMessage.plain("").withConnection(connection);
        AwaitedConnector present = new AwaitedConnector(time);
        present.come(connector);
        Member member = new Member(() -> SETTINGS, present, time, learnt::add);
        running = Flux.from(member.onSession(events.asFlux()))
                .subscribe(decisions::add, error -> failure = error, () -> completed = true);
    }

    /** Macros that the MTA sent from now on. */
    Session macro(String name, String value) {
        mail = mail.withMacro(name, value);
        return this;
    }

    Session connect() {
        return tell(new Event.Connected(mail.connection()));
    }

    Session helo() {
        return tell(new Event.Greeted(mail.connection()));
    }

    Session unknown(String line) {
        return tell(new Event.CommandUnknown(mail.connection(), line));
    }

    Session mail() {
        return tell(new Event.SenderGiven(mail));
    }

    Session rcpt(String address) {
        return tell(new Event.RecipientGiven(mail, new Recipient(address, List.of())));
    }

    Session data() {
        return tell(new Event.DataStarted(mail));
    }

    Session header(String name, String rawValue) {
        return tell(new Event.HeaderRead(HeaderField.of(name, rawValue)));
    }

    Session headersEnd() {
        return tell(new Event.HeadersEnded());
    }

    Session body(String piece) {
        return tell(new Event.BodyRead(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8))));
    }

    Session end() {
        return tell(new Event.MessageEnded(mail));
    }

    Session abort() {
        return tell(new Event.MessageAborted());
    }

    /** Up to DATA. */
    Session envelope() {
        return mail().rcpt("b@example.net").data();
    }

    /** A whole message. */
    Session message() {
        return envelope().header("Subject", " Hi").headersEnd().body("Hi\r\n").end();
    }

    /** The MTA's connection ends. */
    Session close() {
        events.tryEmitComplete();
        return this;
    }

    /** The platform gives up at once, as when the MTA vanishes. */
    Session cancel() {
        running.dispose();
        return this;
    }

    Session seconds(long passing) {
        time.advanceTimeBy(Duration.ofSeconds(passing));
        return this;
    }

    private Session tell(Event event) {
        events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
        return this;
    }

    Decision last() {
        return decisions.get(decisions.size() - 1);
    }

    String failure() {
        Throwable error = failure;
        return error == null ? "" : error.toString();
    }
}
