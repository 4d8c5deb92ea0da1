package org.milterflux.benchmarks.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.EndOfHeaders;
import org.milterflux.protocol.EndOfMessage;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketDecoder;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.RcptTo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Packets into bytes and back: all of one message, each event with its macros as Postfix sends them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {

    private static final int FIELDS = 25;

    @Param({"10000", "1000000"})
    int body = 10_000;

    private final PacketEncoder encoder = new PacketEncoder();
    private final PacketDecoder<Command> decoder = PacketDecoder.commands(PacketDecoder.DEFAULT_MAX_DATA);
    private List<Command> commands = List.of();
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Setup
    public void prepare() {
        commands = message();
        bytes = ByteBuffer.allocate(commands.stream().mapToInt(encoder::size).sum());
        encode();
        // Large packets are read after the negotiation only.
        decoder.decode(encoder.encode(OptionNegotiation.offer(6)), command -> {});
    }

    private List<Command> message() {
        List<Command> all = new ArrayList<>();
        add(all, CommandCode.MAIL, new MailFrom("<ada@example.net>", List.of("SIZE=" + body)));
        add(all, CommandCode.RCPT, new RcptTo("<charles@example.org>", List.of()));
        for (int i = 0; i < FIELDS; i++) {
            add(all, CommandCode.HEADER, new Header("X-Field-" + i, " a value of some forty characters, number " + i));
        }
        add(all, CommandCode.END_OF_HEADERS, new EndOfHeaders());
        ByteBuffer text = ByteBuffer.wrap("x".repeat(body).getBytes(US_ASCII));
        BodyChunk.split(text, PacketEncoder.MAX_DATA).forEach(chunk -> add(all, CommandCode.BODY, chunk));
        add(all, CommandCode.END_OF_MESSAGE, EndOfMessage.withoutTail());
        return all;
    }

    private static void add(List<Command> all, CommandCode code, Command command) {
        all.add(Macros.before(code, Map.of("i", "4XyzAb1234z")));
        all.add(command);
    }

    @Benchmark
    public ByteBuffer encode() {
        bytes.clear();
        for (Command command : commands) {
            encoder.write(command, bytes);
        }
        return bytes.flip();
    }

    @Benchmark
    public void decode(Blackhole hole) {
        decoder.decode(bytes.duplicate(), hole::consume);
    }
}
