package org.milterflux.itests.differential.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.function.Predicate.not;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.itests.differential.script.Answer;
import org.milterflux.itests.differential.script.Change;
import org.milterflux.itests.differential.script.Cue;
import org.milterflux.itests.differential.script.Part;
import org.milterflux.itests.differential.script.Word;
import org.milterflux.protocol.WireText;

/** One milter connection of an MTA. */
final class WireSession {

    private final Wire wire;
    private final Part part;
    private final Aborts aborts;
    private final Map<String, String> macros = new HashMap<>();
    private boolean told;

    WireSession(Wire wire, Path directory, String name, Aborts aborts) {
        this.wire = wire;
        this.aborts = aborts;
        part = new Part(directory, name);
    }

    /** Serves until either side closes. */
    void run() throws IOException {
        boolean open = true;
        while (open) {
            Optional<Packet> packet = wire.read();
            open = packet.isPresent() && packet.get().letter() != 'Q' && serve(packet.get());
        }
        if (told) {
            abortOwed();
            part.end();
        }
    }

    private boolean serve(Packet packet) throws IOException {
        return switch (packet.letter()) {
            case 'O' -> {
                wire.write("O", Offer.answer(packet.data(), part::has));
                wire.flush();
                yield true;
            }
            case 'D' -> {
                List<String> pairs = packet.strings(1);
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    macros.put(pairs.get(i).replaceAll("[{}]", ""), pairs.get(i + 1));
                }
                yield true;
            }
            case 'A' -> {
                abort();
                yield true;
            }
            case 'H', 'M' -> {
                abortOwed();
                yield event(packet);
            }
            default -> event(packet);
        };
    }

    private void abort() {
        macros.remove("i");
        if (aborts == Aborts.AS_SENT || part.isInMessage()) {
            part.abort();
        }
    }

    private void abortOwed() {
        if (aborts == Aborts.AS_OWED && part.isInMessage()) {
            part.abort();
        }
    }

    /** Whether the connection goes on. */
    private boolean event(Packet packet) throws IOException {
        told = true;
        Answer answer = part.on(cue(packet));
        pause(answer);
        try {
            for (Change change : answer.changes()) {
                new ChangePackets(wire, part.has("tinychunks")).write(change);
            }
            if (packet.letter() != 'L' || !part.has("nr_hdr")) {
                say(answer.word());
            }
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException hungUp) { // the other end would not wait so long
            return false;
        }
        return answer.word().kind() != Word.Kind.DIE;
    }

    private void say(Word word) throws IOException {
        switch (word.kind()) {
            case DIE -> {}
            case REPLY -> wire.write("y", word.smtp().replace("%", "%%"));
            default -> wire.write(word.kind().letter());
        }
        wire.flush();
    }

    private static void pause(Answer answer) {
        try {
            Thread.sleep(answer.pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Cue cue(Packet packet) {
        List<String> strings = packet.letter() == 'B' ? List.of() : packet.strings();
        return switch (packet.letter()) {
            case 'C' -> Cue.connect(strings.get(0), clientAddress(packet.data()), this::macro);
            case 'H' -> Cue.helo(strings.get(0), this::macro);
            case 'M' -> Cue.mail(address(strings), arguments(strings), this::macro);
            case 'R' -> Cue.rcpt(address(strings), arguments(strings), this::macro);
            case 'T' -> Cue.data();
            case 'U' -> Cue.unknown(strings.get(0));
            case 'L' -> Cue.header(strings.get(0), strings.get(1));
            case 'N' -> Cue.eoh();
            case 'B' -> Cue.body(WireText.decode(packet.data()));
            case 'E' -> Cue.eom(this::macro);
            default -> throw new IllegalStateException("Not in this protocol: " + packet.letter());
        };
    }

    private String macro(String name) {
        return macros.getOrDefault(name, "");
    }

    /** After the host name, the family's letter and the two bytes of the port; before the last NUL. */
    private static String clientAddress(byte[] data) {
        int from = 0;
        while (data[from] != 0) {
            from++;
        }
        from += 4;
        return from < data.length ? new String(data, from, data.length - from - 1, US_ASCII) : "";
    }

    private static String address(List<String> strings) {
        String typed = strings.get(0);
        return typed.startsWith("<") && typed.endsWith(">") ? typed.substring(1, typed.length() - 1) : typed;
    }

    private static List<String> arguments(List<String> strings) {
        return strings.stream().skip(1).filter(not(String::isEmpty)).toList();
    }
}
