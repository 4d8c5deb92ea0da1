package org.milterflux.filter.milter.internal;

import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;
import org.milterflux.protocol.Abort;
import org.milterflux.protocol.BodyChunk;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.Data;
import org.milterflux.protocol.EndOfHeaders;
import org.milterflux.protocol.EndOfMessage;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.UnknownCommand;

/** Events as commands to the milter. */
final class Outgoing {

    private Outgoing() {}

    static Command of(Event event, Terms terms) {
        if (event instanceof Event.Connected connected) {
            return ClientAddress.of(connected.connection(), terms.front());
        }
        if (event instanceof Event.Greeted greeted) {
            return new Helo(greeted.connection().helo().orElse(""));
        }
        if (event instanceof Event.CommandUnknown unknown) {
            return new UnknownCommand(unknown.line());
        }
        if (event instanceof Event.SenderGiven given) {
            Sender sender = given.envelope().sender();
            return new MailFrom(bracketed(sender.address()), sender.arguments());
        }
        if (event instanceof Event.RecipientGiven given) {
            Recipient recipient = given.recipient();
            return new RcptTo(bracketed(recipient.address()), recipient.arguments());
        }
        return event instanceof Event.DataStarted ? new Data() : ofContent(event, terms);
    }

    private static Command ofContent(Event event, Terms terms) {
        if (event instanceof Event.HeaderRead read) {
            HeaderField field = read.field();
            return new Header(field.name(), terms.leadingSpace() ? field.rawValue() : field.value());
        }
        if (event instanceof Event.HeadersEnded) {
            return new EndOfHeaders();
        }
        if (event instanceof Event.BodyRead read) {
            return new BodyChunk(read.bytes());
        }
        return event instanceof Event.MessageEnded ? EndOfMessage.withoutTail() : new Abort();
    }

    private static String bracketed(String address) {
        return "<" + address + ">";
    }
}
