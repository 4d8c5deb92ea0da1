package org.milterflux.benchmarks.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.chain.Rules;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.core.internal.filter.Policy;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.core.internal.session.ContentPlaces;
import org.milterflux.core.internal.session.Journal;
import org.milterflux.core.internal.session.MessageLog;
import org.milterflux.core.internal.session.Offers;
import org.milterflux.core.internal.session.SessionHandler;
import org.milterflux.core.internal.session.Workshop;
import org.milterflux.protocol.Abort;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.osgi.framework.Version;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A message through a session and its chain of filters, from commands to replies, by values. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChainBenchmark {

    private static final int FIELDS = 25;
    private static final int BODY = 10_000;
    private static final List<Command> MESSAGE = commands();

    @Param({"1", "5", "20"})
    int filters = 1;

    private final Sinks.Many<Command> commands = Sinks.many().unicast().onBackpressureBuffer();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private Path spool = Path.of("");

    private static List<Command> commands() {
        Flux<Command> envelope = Flux.just(
                new MailFrom("<ada@example.net>", List.of()),
                new RcptTo("<charles@example.org>", List.of()),
                new Data());
        Flux<Command> fields = Flux.range(0, FIELDS).map(i -> new Header("X-Field-" + i, " value " + i));
        Flux<Command> body = Flux.just(
                new EndOfHeaders(),
                new BodyChunk(ByteBuffer.wrap("x".repeat(BODY).getBytes(US_ASCII))));
        return Flux.concat(envelope, fields, body, Mono.just(EndOfMessage.withoutTail()))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    @Setup
    public void open() throws IOException {
        spool = Files.createTempDirectory("chain-benchmark");
        Chain chain = new Chain(Policy.standard(FailureAction.TEMPFAIL, Duration.ofSeconds(5)));
        for (int i = 0; i < filters; i++) {
            chain.add(filter(i));
        }
        Workshop workshop = new Workshop(
                chain,
                Rules.STANDARD,
                new SpoolRoom(spool, 1 << 16, 1 << 20, 1 << 20),
                new ContentPlaces(OptionalInt.empty()),
                new Journal(10, new MessageLog(Schedulers.boundedElastic())),
                new Offers(),
                Schedulers.parallel(),
                Schedulers.boundedElastic());
        Flux.from(new SessionHandler(() -> workshop)
                        .handle(new Peer("c1", "benchmark", "nowhere"), commands.asFlux(), Mono.never(), Runnable::run))
                .subscribe(replies::add);
        ask(OptionNegotiation.offer(6));
        tell(Macros.before(CommandCode.CONNECT, Map.of("v", "Postfix 3.7.11")));
        ask(new Connect("client.example.net", Family.INET, 40000, "192.0.2.7"));
        ask(new Helo("client.example.net"));
    }

    private static FilterInstance filter(int number) {
        ReactiveMessageFilter adds =
                message -> Mono.just(Decision.edit(Edit.addHeader("X-Seen", "by filter " + number)));
        Effects effects = Effects.of(EnumSet.of(Edit.Kind.HEADERS), true, List.of(), false);
        return new FilterInstance(
                new FilterInstance.Profile(
                        "f" + number, Version.valueOf("1.0.0"), "bundle.f" + number, 1, 0, number, effects),
                adds);
    }

    @Benchmark
    public int message() {
        int edits = 0;
        for (Command command : MESSAGE) {
            edits += command.commandCode() == CommandCode.HEADER ? tell(command) : ask(command);
        }
        tell(new Abort());
        if (edits != filters) {
            throw new IllegalStateException(edits + " edits of " + filters + " filters");
        }
        return edits;
    }

    private int tell(Command command) {
        commands.tryEmitNext(command).orThrow();
        return 0;
    }

    /** Waits for the verdict; the number of edits before it. */
    private int ask(Command command) {
        tell(command);
        try {
            int edits = 0;
            while (replies.take().isEdit()) {
                edits++;
            }
            return edits;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() throws IOException {
        commands.tryEmitComplete();
        Files.deleteIfExists(spool);
    }
}
