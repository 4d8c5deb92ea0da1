package org.milterflux.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.milterflux.protocol.MacroBook;
import org.milterflux.protocol.Macros;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.ReplyKind;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.UnknownCommand;

/**
 * Plays the MTA on one connection to any milter: negotiates, tells macros, sends each event the filter wants and waits
 * for the answer it owes.
 *
 * <p>The conduct is that of Postfix or Sendmail as far as a filter can see it: which macros come when, what is sent
 * after a final verdict (nothing), what a reply out of place costs. A filter that breaks the protocol, answers late or
 * goes away gives an {@link IOException} or a {@link org.milterflux.protocol.ProtocolException}, and the connection is
 * closed, as an MTA does.
 *
 * <p>One thread at a time; calls block.
 */
public final class MilterClient implements Closeable {

    private enum Scope {
        OPEN,
        MESSAGE_DONE,
        CONNECTION_DONE
    }

    private final Mta mta;
    private final Exchange exchange;
    private final OptionNegotiation agreement;
    private final MacroBook macros;
    private final MacroValues values;
    private final Set<CommandCode> skipped = EnumSet.noneOf(CommandCode.class);
    private Scope scope = Scope.OPEN;
    private boolean inMessage;

    private MilterClient(Mta mta, Exchange exchange) {
        this.mta = mta;
        this.exchange = exchange;
        agreement = exchange.agreement();
        macros = mta.macros(agreement.symbols());
        values = new MacroValues(mta);
    }

    /**
     * Connects and negotiates.
     *
     * @throws IOException when nobody listens, or no answer comes in time
     * @throws org.milterflux.protocol.ProtocolException when the filter's answer is not one this MTA takes
     */
    public static MilterClient open(SocketSpec socket, MtaSettings settings) throws IOException {
        return open(Wire.connect(socket.resolve(), settings.timeouts().connect()), settings);
    }

    static MilterClient open(Wire wire, MtaSettings settings) throws IOException {
        return new MilterClient(settings.mta(), Exchange.open(wire, settings));
    }

    /** What was agreed. */
    public OptionNegotiation agreement() {
        return agreement;
    }

    /** Sets the value of a macro, named with or without braces; it is told where its stage's list names it. */
    public void macro(String name, String value) {
        values.set(name, value);
    }

    /** The SMTP client connected. */
    public Answer connect(Connect client) throws IOException {
        values.connect(client);
        return connectionScope(ask(asWritten(client)));
    }

    /** Sendmail prefixes IPv6 addresses. */
    private Connect asWritten(Connect client) {
        return mta == Mta.SENDMAIL && client.family() == Family.INET6
                ? new Connect(client.host(), client.family(), client.port(), "IPv6:" + client.address())
                : client;
    }

    /** HELO or EHLO. In the middle of a message Sendmail aborts that first, Postfix afterwards. */
    public Answer helo(String name) throws IOException {
        boolean interrupts = inMessage;
        if (interrupts && mta == Mta.SENDMAIL) {
            abort();
        }
        Answer answer = connectionScope(ask(new Helo(name)));
        if (interrupts && mta == Mta.POSTFIX) {
            abort();
        }
        return answer;
    }

    private Answer connectionScope(Answer answer) {
        if (answer.isFinal() && !answer.is(ReplyKind.DISCARD)) {
            scope = Scope.CONNECTION_DONE;
        }
        return answer;
    }

    /** MAIL; begins a message. */
    public Answer mail(MailFrom from) throws IOException {
        values.mail(from);
        skipped.clear();
        if (scope == Scope.MESSAGE_DONE) {
            scope = Scope.OPEN;
        }
        inMessage = true;
        return messageScope(ask(from));
    }

    /** RCPT. A refusal concerns this recipient only. */
    public Answer rcpt(RcptTo to) throws IOException {
        values.rcpt(to);
        Answer answer = ask(to);
        return answer.refuses() ? answer : messageScope(answer);
    }

    /** DATA. */
    public Answer data() throws IOException {
        values.queueId();
        return messageScope(ask(new Data()));
    }

    /**
     * One header field.
     *
     * @param field its value as in the message, right after the colon; one space is taken off unless the filter wants
     *     it
     */
    public Answer header(Header field) throws IOException {
        String value = field.value();
        boolean strip = !agreement.has(Step.HEADER_LEADING_SPACE) && value.startsWith(" ");
        return messageScope(ask(strip ? new Header(field.name(), value.substring(1)) : field));
    }

    /** End of headers. */
    public Answer endOfHeaders() throws IOException {
        return messageScope(ask(new EndOfHeaders()));
    }

    /** The body, cut as MTAs cut it; none of it after a skip or a final verdict. Gives the last chunk's answer. */
    public Answer body(ByteBuffer body) throws IOException {
        Answer answer = Answer.CONTINUE;
        for (BodyChunk chunk : BodyChunk.split(body, agreement.maxData())) {
            answer = messageScope(ask(chunk));
            if (answer.isFinal()) {
                break;
            }
        }
        return answer;
    }

    /** End of message. The answer holds the edits, which count only when its verdict accepts. */
    public Answer endOfMessage() throws IOException {
        Answer answer = ask(EndOfMessage.withoutTail());
        inMessage = false;
        if (mta == Mta.POSTFIX) {
            abort();
        }
        return messageScope(answer);
    }

    private Answer messageScope(Answer answer) {
        if (answer.isFinal() && scope == Scope.OPEN) {
            scope = Scope.MESSAGE_DONE;
            inMessage = false;
        }
        return answer;
    }

    /**
     * A whole message, from MAIL to its end, as far as the filter lets it go.
     *
     * @param recipients at least one
     */
    public Outcome send(MailFrom sender, List<RcptTo> recipients, TestMail mail) throws IOException {
        return new Submission(this, mta, sender, mail).send(recipients);
    }

    /** An SMTP command nobody knows. */
    public Answer unknown(String line) throws IOException {
        return ask(new UnknownCommand(line));
    }

    /** The message ended early; never answered. */
    public void abort() throws IOException {
        inMessage = false;
        if (scope != Scope.CONNECTION_DONE) {
            exchange.send(new Abort());
        }
    }

    /** The connection ends well: aborts an unfinished message, says so and closes. */
    public void quit() throws IOException {
        try (exchange) {
            if (inMessage) {
                abort();
            }
            exchange.send(new Quit());
        }
    }

    /** The connection just ends. */
    @Override
    public void close() throws IOException {
        exchange.close();
    }

    private Answer ask(Command command) throws IOException {
        CommandCode event = command.commandCode();
        if (scope == Scope.CONNECTION_DONE || (scope == Scope.MESSAGE_DONE && isOfMessage(event))) {
            return Answer.CONTINUE;
        }
        try {
            return askOpen(command, event);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Answer askOpen(Command command, CommandCode event) throws IOException {
        boolean sends = agreement.sends(event) && !skipped.contains(event);
        Map<String, String> known = values.all();
        Optional<Macros> before = macros.before(event, sends, name -> Optional.ofNullable(known.get(name)));
        if (before.isPresent()) {
            exchange.send(before.get());
        }
        if (!sends) {
            return Answer.CONTINUE;
        }
        exchange.send(command);
        if (!agreement.awaitsVerdict(event)) {
            return Answer.CONTINUE;
        }
        Answer answer = exchange.answer(event);
        note(event, answer);
        return answer;
    }

    /** After a skip Postfix sends no more events of the same kind; Sendmail knows only about the body. */
    private void note(CommandCode event, Answer answer) {
        if (answer.is(ReplyKind.SKIP)) {
            skipped.add(mta == Mta.POSTFIX ? event : CommandCode.BODY);
        }
        if (answer.endsSession()) {
            scope = Scope.CONNECTION_DONE;
        }
    }

    private static boolean isOfMessage(CommandCode event) {
        return switch (event) {
            case RCPT, DATA, HEADER, END_OF_HEADERS, BODY, END_OF_MESSAGE -> true;
            default -> false;
        };
    }
}
