package org.milterflux.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.milterflux.protocol.MacroBook;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.PacketEncoder;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Step;

/** All that is sent to a milter with which this was agreed, encoded once. An event agreed away keeps its place, without bytes. */
final class Script {

    private static final Map<String, String> CLIENT = Map.ofEntries(
            Map.entry("j", "mx.example.org"),
            Map.entry("daemon_name", "mx.example.org"),
            Map.entry("daemon_addr", "192.0.2.1"),
            Map.entry("daemon_port", "25"),
            Map.entry("v", "Postfix 3.7.11"),
            Map.entry("_", "client.example.net [192.0.2.7]"),
            Map.entry("client_addr", "192.0.2.7"),
            Map.entry("client_name", "client.example.net"),
            Map.entry("client_port", "40000"),
            Map.entry("client_ptr", "client.example.net"),
            Map.entry("mail_addr", "ada@example.net"),
            Map.entry("mail_host", "example.net"),
            Map.entry("mail_mailer", "smtp"),
            Map.entry("rcpt_addr", "user@example.org"),
            Map.entry("rcpt_host", "example.org"),
            Map.entry("rcpt_mailer", "local"));

    /** Postfix has a queue id from the first accepted recipient on. */
    private static final Map<String, String> QUEUED = queued("4XyzAb1234z");

    private final PacketEncoder encoder = new PacketEncoder();
    private final OptionNegotiation agreed;
    private final MacroBook macros;
    private final List<Frame> greeting;
    private final List<Frame> envelope;
    private final List<Frame> headers;
    private final List<Frame> rest;

    Script(Mail mail, OptionNegotiation agreed) {
        this.agreed = agreed;
        macros = MacroBook.ofPostfix(agreed.symbols());
        greeting = List.of(
                frame(new Connect("client.example.net", Family.INET, 40000, "192.0.2.7"), CLIENT),
                frame(new Helo("client.example.net"), CLIENT));
        envelope = envelope(mail);
        headers = mail.headers().stream().map(this::header).toList();
        rest = rest(mail);
    }

    private static Map<String, String> queued(String id) {
        Map<String, String> values = new HashMap<>(CLIENT);
        values.put("i", id);
        return Map.copyOf(values);
    }

    private List<Frame> envelope(Mail mail) {
        List<Frame> frames = new ArrayList<>();
        frames.add(frame(
                new MailFrom("<ada@example.net>", List.of("SIZE=" + mail.body().remaining())), CLIENT));
        for (String recipient : mail.recipients()) {
            frames.add(frame(new RcptTo(recipient, List.of()), frames.size() == 1 ? CLIENT : QUEUED));
        }
        frames.add(frame(new Data(), QUEUED));
        return List.copyOf(frames);
    }

    private Frame header(Header field) {
        return frame(new Header(field.name(), space() + field.value()), QUEUED);
    }

    private List<Frame> rest(Mail mail) {
        List<Frame> frames = new ArrayList<>();
        frames.add(frame(new EndOfHeaders(), QUEUED));
        BodyChunk.split(mail.body(), PacketEncoder.MAX_DATA).stream()
                .map(chunk -> frame(chunk, QUEUED))
                .forEach(frames::add);
        frames.add(frame(EndOfMessage.withoutTail(), QUEUED));
        return List.copyOf(frames);
    }

    private Frame frame(Command command, Map<String, String> values) {
        CommandCode code = command.commandCode();
        if (!agreed.sends(code)) {
            return new Frame(code, false, ByteBuffer.allocate(0));
        }
        Optional<Macros> before = macros.before(code, true, name -> Optional.ofNullable(values.get(name)));
        // Direct, so that the kernel reads it where it is.
        ByteBuffer bytes = ByteBuffer.allocateDirect(before.map(encoder::size).orElse(0) + encoder.size(command));
        before.ifPresent(told -> encoder.write(told, bytes));
        encoder.write(command, bytes);
        return new Frame(code, agreed.awaitsVerdict(code), bytes.flip());
    }

    /** Connect and HELO. */
    List<Frame> greeting() {
        return greeting;
    }

    /** MAIL to DATA. */
    List<Frame> envelope() {
        return envelope;
    }

    /** The header with the fields that milters before added, the body, the end of the message. */
    List<Frame> content(List<Header> added) {
        List<Frame> frames = new ArrayList<>(headers.size() + added.size() + rest.size());
        frames.addAll(headers);
        added.stream().map(this::header).forEach(frames::add);
        frames.addAll(rest);
        return frames;
    }

    /** Whether the milter may end the body early. */
    boolean maySkip() {
        return agreed.has(Step.SKIP);
    }

    /** What a value that the milter adds begins with. */
    String space() {
        return agreed.has(Step.HEADER_LEADING_SPACE) ? " " : "";
    }
}
