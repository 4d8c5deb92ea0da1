package org.milterflux.filter.milter.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.spi.Connector;
import org.milterflux.protocol.spi.MilterConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A milter in memory: answers at once what it was told to, {@code c} where it was told nothing, and writes down all it gets. */
final class FakeMilter implements Connector {

    static final SocketSpec SOCKET = SocketSpec.parse("inet:8891@127.0.0.1");

    private final Map<CommandCode, List<Reply>> answers = new EnumMap<>(CommandCode.class);
    private final Set<CommandCode> silent = new HashSet<>();
    private final Set<CommandCode> unconfirmed = new HashSet<>();
    private final Map<MacroStage, List<String>> symbols = new EnumMap<>(MacroStage.class);
    final List<Line> lines = new CopyOnWriteArrayList<>();
    private Executor thread = Runnable::run;
    private int actions = 0x1FF;
    private int steps;

    /** What it sets of {@code SMFIP_*} in its half of the negotiation. */
    FakeMilter steps(Step... set) {
        steps = Step.word(Set.copyOf(Arrays.asList(set)));
        return this;
    }

    /** Reads and answers there. */
    FakeMilter on(Executor reader) {
        thread = reader;
        return this;
    }

    FakeMilter actions(int word) {
        actions = word;
        return this;
    }

    FakeMilter asks(MacroStage stage, String... names) {
        symbols.put(stage, List.of(names));
        return this;
    }

    FakeMilter answers(CommandCode event, Reply... replies) {
        answers.put(event, List.of(replies));
        return this;
    }

    /** Says nothing to the event, nor to any after it. */
    FakeMilter hangsAt(CommandCode event) {
        silent.add(event);
        return this;
    }

    /** Takes the command, but word that it has left never comes. */
    FakeMilter takesSilently(CommandCode command) {
        unconfirmed.add(command);
        return this;
    }

    @Override
    public Mono<MilterConnection> connect(SocketSpec milter, Duration timeout) {
        return Mono.fromSupplier(() -> {
            Line line = new Line();
            lines.add(line);
            return line;
        });
    }

    /** The one connection there was. */
    Line line() {
        if (lines.size() != 1) {
            throw new AssertionError(lines.size() + " connections");
        }
        return lines.get(0);
    }

    /** One connection to it. */
    final class Line implements MilterConnection {

        final List<Command> received = Collections.synchronizedList(new ArrayList<>());
        private final Sinks.Many<Reply> replies = Sinks.many().unicast().onBackpressureBuffer();
        volatile boolean closed;

        @Override
        public Mono<Void> send(List<Command> commands) {
            return Mono.defer(() -> {
                if (closed) {
                    return Mono.error(new IOException("the milter has closed the connection"));
                }
                commands.forEach(command -> thread.execute(() -> receive(command)));
                return commands.stream().map(Command::commandCode).anyMatch(unconfirmed::contains)
                        ? Mono.never()
                        : Mono.empty();
            });
        }

        private void receive(Command command) {
            received.add(command);
            CommandCode code = command.commandCode();
            if (silent.contains(code)) {
                return;
            }
            if (code == CommandCode.NEGOTIATE) {
                answers.getOrDefault(code, List.of(agreement())).forEach(this::say);
            } else if (agreement().awaitsVerdict(code)) {
                answers.getOrDefault(code, List.of(new Continue())).forEach(this::say);
            }
        }

        private OptionNegotiation agreement() {
            return new OptionNegotiation(6, actions, steps, symbols);
        }

        /** To nobody, when the connection is closed. */
        void say(Reply reply) {
            replies.tryEmitNext(reply);
        }

        /** Goes away. */
        void hangUp() {
            replies.tryEmitComplete();
        }

        void breaks(Throwable how) {
            replies.tryEmitError(how);
        }

        @Override
        public Flux<Reply> replies() {
            return replies.asFlux();
        }

        @Override
        public void close() {
            closed = true;
            replies.tryEmitComplete();
        }

        /** The letters of what it got, the offer and macros left out. */
        String events() {
            StringBuilder letters = new StringBuilder();
            for (Command command : new ArrayList<>(received)) {
                CommandCode code = command.commandCode();
                if (code != CommandCode.NEGOTIATE && code != CommandCode.MACRO) {
                    letters.append((char) command.letter());
                }
            }
            return letters.toString();
        }

        /** The letters of everything; macros as {@code D} and the letter of their event. */
        String packets() {
            StringBuilder letters = new StringBuilder();
            for (Command command : received) {
                letters.append(letters.isEmpty() ? "" : " ").append((char) command.letter());
                if (command instanceof Macros macros) {
                    letters.append((char) macros.event());
                }
            }
            return letters.toString();
        }

        /** Those told before the event, names without braces. */
        Map<String, String> macros(CommandCode event) {
            return received(Macros.class).stream()
                    .filter(macros -> macros.event() == event.letter())
                    .findFirst()
                    .orElseThrow()
                    .values();
        }

        <C extends Command> List<C> received(Class<C> type) {
            return received.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
