package org.milterflux.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.ReplyKind;

/** One message on its way past the filter, from MAIL to its end. */
final class Submission {

    private final MilterClient client;
    private final Mta mta;
    private final MailFrom sender;
    private final TestMail mail;
    private final List<RcptTo> accepted = new ArrayList<>();
    private final Map<RcptTo, Answer> refused = new LinkedHashMap<>();

    Submission(MilterClient client, Mta mta, MailFrom sender, TestMail mail) {
        this.client = client;
        this.mta = mta;
        this.sender = sender;
        this.mail = mail;
    }

    Outcome send(List<RcptTo> recipients) throws IOException {
        Answer answer = client.mail(sender);
        if (isOver(answer)) {
            return stopped(CommandCode.MAIL, answer);
        }
        for (RcptTo recipient : recipients) {
            answer = client.rcpt(recipient);
            if (answer.is(ReplyKind.DISCARD) || answer.endsSession()) {
                return stopped(CommandCode.RCPT, answer);
            }
            note(recipient, answer);
        }
        return accepted.isEmpty() ? stopped(CommandCode.RCPT, answer) : content();
    }

    private void note(RcptTo recipient, Answer answer) {
        if (answer.refuses()) {
            refused.put(recipient, answer);
        } else {
            accepted.add(recipient);
        }
    }

    private Outcome content() throws IOException {
        Answer answer = client.data();
        if (isOver(answer)) {
            return stopped(CommandCode.DATA, answer);
        }
        for (Header header : mail.headers()) {
            answer = client.header(header);
            if (isOver(answer)) {
                return stopped(CommandCode.HEADER, answer);
            }
        }
        answer = client.endOfHeaders();
        if (isOver(answer)) {
            return stopped(CommandCode.END_OF_HEADERS, answer);
        }
        answer = client.body(mail.body());
        return isOver(answer) ? stopped(CommandCode.BODY, answer) : end();
    }

    /** Edits count only when the message is accepted. */
    private Outcome end() throws IOException {
        Answer answer = client.endOfMessage();
        Optional<Delivered> delivered = isOver(answer)
                ? Optional.empty()
                : Optional.of(Delivered.apply(mta, client.agreement(), sender, accepted, mail, answer.edits()));
        return new Outcome(CommandCode.END_OF_MESSAGE, answer, refused, delivered);
    }

    private static boolean isOver(Answer answer) {
        return answer.refuses() || answer.is(ReplyKind.DISCARD);
    }

    private Outcome stopped(CommandCode event, Answer answer) throws IOException {
        if (mta == Mta.POSTFIX) {
            client.abort();
        }
        return new Outcome(event, answer, refused, Optional.empty());
    }
}
