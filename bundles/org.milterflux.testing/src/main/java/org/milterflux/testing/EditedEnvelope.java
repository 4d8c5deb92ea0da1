package org.milterflux.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.protocol.AddRecipient;
import org.milterflux.protocol.AddRecipientWithArguments;
import org.milterflux.protocol.ChangeSender;
import org.milterflux.protocol.DeleteRecipient;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reply;

/** Sender, recipients and quarantine while edits are applied. */
final class EditedEnvelope {

    private final Mta mta;
    private final List<RcptTo> recipients;
    private MailFrom sender;
    private Optional<String> quarantine = Optional.empty();

    EditedEnvelope(Mta mta, MailFrom sender, List<RcptTo> recipients) {
        this.mta = mta;
        this.sender = sender;
        this.recipients = new ArrayList<>(recipients);
    }

    void apply(Reply edit) {
        if (edit instanceof AddRecipient add) {
            add(new RcptTo(add.address(), List.of()));
        } else if (edit instanceof AddRecipientWithArguments add) {
            add(new RcptTo(add.address(), words(add.arguments()).toList()));
        } else if (edit instanceof DeleteRecipient delete) {
            recipients.removeIf(recipient -> isSame(recipient, delete.address()));
        } else if (edit instanceof ChangeSender change) {
            sender = new MailFrom(change.address(), arguments(change));
        } else if (edit instanceof Quarantine held) {
            quarantine = Optional.of(held.reason());
        }
    }

    /** Sendmail delivers once to an address, however often it is named. */
    private void add(RcptTo recipient) {
        if (mta == Mta.POSTFIX || recipients.stream().noneMatch(known -> isSame(known, recipient.address()))) {
            recipients.add(recipient);
        }
    }

    private static boolean isSame(RcptTo recipient, String address) {
        return Addresses.bare(recipient.address()).equals(Addresses.bare(address));
    }

    /** In Postfix RET and ENVID of several requests add up, each keyword with its last value. */
    private List<String> arguments(ChangeSender change) {
        List<String> asked = words(change.arguments()).toList();
        if (mta == Mta.SENDMAIL) {
            return asked;
        }
        Stream<String> kept = sender.arguments().stream()
                .filter(old ->
                        asked.stream().noneMatch(argument -> keyword(argument).equals(keyword(old))));
        return Stream.concat(kept, asked.stream()).toList();
    }

    private static String keyword(String argument) {
        int equals = argument.indexOf('=');
        return (equals < 0 ? argument : argument.substring(0, equals)).toUpperCase(Locale.ROOT);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
    }

    MailFrom sender() {
        return sender;
    }

    List<RcptTo> recipients() {
        return List.copyOf(recipients);
    }

    Optional<String> quarantine() {
        return quarantine;
    }
}
