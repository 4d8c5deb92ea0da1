package org.milterflux.core.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Edit;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Data;
import org.milterflux.protocol.EndOfHeaders;
import org.milterflux.protocol.EndOfMessage;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.spi.Peer;
import org.osgi.framework.Version;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Plays the MTA to a session, one command at a time. */
final class TestSession implements AutoCloseable {

    static final Command CONNECT = new Connect("client.example", Family.INET, 1234, "192.0.2.1");
    static final Command HELO = new Helo("client.example");
    static final Command MAIL = new MailFrom("<a@example.org>", List.of("SIZE=9"));
    static final Command RCPT = new RcptTo("<b@example.net>", List.of());
    static final Command DATA = new Data();
    static final Command SUBJECT = new Header("Subject", " s");
    static final Command END_OF_HEADERS = new EndOfHeaders();
    static final Command BODY = body("Hi\r\n");
    static final Command END = new EndOfMessage(ByteBuffer.allocate(0));

    private static final AtomicLong IDS = new AtomicLong();

    private final Sinks.Many<Command> commands = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.Empty<Void> drain = Sinks.empty();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final SessionHandler handler;
    private final Disposable subscription;
    private volatile Consumer<Reply> heard = reply -> {};
    private volatile @Nullable Throwable error;

    TestSession(Chain chain, Path spool) {
        this(chain, spool, Runnable::run);
    }

    /** A session of a connection whose own thread is this. */
    TestSession(Chain chain, Path spool, Executor loop) {
        this(workshop(chain, new SpoolRoom(spool, 64, 1024, 1 << 20)), loop);
    }

    TestSession(Workshop workshop) {
        this(workshop, Runnable::run);
    }

    private TestSession(Workshop workshop, Executor loop) {
        handler = new SessionHandler(() -> workshop);
        Peer peer = new Peer("c" + IDS.incrementAndGet(), "test", "127.0.0.1:9");
        subscription = Flux.from(handler.handle(peer, commands.asFlux(), drain.asMono(), loop))
                .doOnNext(reply -> threads.add(Thread.currentThread().getName()))
                .doOnNext(reply -> heard.accept(reply))
                .doFinally(signal -> ended.countDown())
                .subscribe(replies::add, failure -> error = failure);
    }

    /** What sessions share, with this room for bodies. */
    static Workshop workshop(Chain chain, SpoolRoom room) {
        return workshop(chain, room, new Journal(10, new MessageLog(Schedulers.immediate())));
    }

    /** The same, with this record of messages. */
    static Workshop workshop(Chain chain, SpoolRoom room, Journal journal) {
        return new Workshop(
                chain,
                Rules.STANDARD,
                room,
                new ContentPlaces(OptionalInt.empty()),
                journal,
                new Offers(),
                Schedulers.parallel(),
                Schedulers.boundedElastic());
    }

    static Chain chain() {
        return new Chain(Policy.standard(FailureAction.TEMPFAIL, Duration.ofSeconds(5)));
    }

    static FilterInstance filter(String id, int rank, Object service) {
        return new FilterInstance(
                new FilterInstance.Profile(
                        id,
                        Version.valueOf("1.0.0"),
                        "bundle." + id,
                        1,
                        rank,
                        IDS.incrementAndGet(),
                        Effects.of(EnumSet.allOf(Edit.Kind.class), true, List.of(), false)),
                service);
    }

    static Command body(String text) {
        return new BodyChunk(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Command macros(CommandCode event, String name, String value) {
        return Macros.before(event, Map.of(name, value));
    }

    /** Negotiates as both MTAs do. */
    TestSession negotiated() {
        Reply answer = ask(OptionNegotiation.offer(6));
        assertThat(answer).isInstanceOf(OptionNegotiation.class);
        tell(macros(CommandCode.CONNECT, "v", "Postfix 3.7.11"));
        return this;
    }

    /** Negotiates, connects and greets. */
    TestSession greeted() {
        negotiated();
        ask(CONNECT);
        ask(HELO);
        return this;
    }

    /** A whole message up to its end. */
    List<Reply> message() {
        ask(MAIL);
        ask(RCPT);
        ask(DATA);
        return content();
    }

    /** The content of a message to its end. */
    List<Reply> content() {
        tell(SUBJECT);
        ask(END_OF_HEADERS);
        ask(BODY);
        return askAll(END);
    }

    /** Where the replies so far were given. */
    List<String> threads() {
        return List.copyOf(threads);
    }

    /** What is done the moment a reply comes. */
    void onReply(Consumer<Reply> then) {
        heard = then;
    }

    void tell(Command command) {
        commands.tryEmitNext(command).orThrow();
    }

    Reply ask(Command command) {
        tell(command);
        return next();
    }

    /** Everything up to the verdict. */
    List<Reply> askAll(Command command) {
        tell(command);
        List<Reply> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!all.get(all.size() - 1).isVerdict());
        return all;
    }

    Reply next() {
        try {
            Reply reply = replies.poll(10, TimeUnit.SECONDS);
            assertThat(reply).as("a reply; error is %s", error).isNotNull();
            return requireNonNull(reply);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** No reply is waiting, and none comes before the answer to what is asked next. */
    void assertNothingWaits() {
        assertThat(replies).isEmpty();
    }

    void drain() {
        drain.tryEmitEmpty();
    }

    void endOfStream() {
        commands.tryEmitComplete();
    }

    /** The MTA goes away. */
    void cancel() {
        subscription.dispose();
    }

    boolean isOpen() {
        return !handler.sessions().isEmpty();
    }

    void awaitEnd() {
        try {
            assertThat(ended.await(10, TimeUnit.SECONDS)).as("session ended").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nullable
    Throwable error() {
        return error;
    }

    @Override
    public void close() {
        subscription.dispose();
    }
}
