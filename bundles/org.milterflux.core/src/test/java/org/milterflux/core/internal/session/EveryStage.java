package org.milterflux.core.internal.session;

import java.util.EnumSet;
import java.util.Set;
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.Connection;
import org.milterflux.api.DataFilter;
import org.milterflux.api.Decision;
import org.milterflux.api.Envelope;
import org.milterflux.api.HeloFilter;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.Verdict;

/** Says its verdict at one stage, or at every one. */
final class EveryStage implements ConnectFilter, HeloFilter, SenderFilter, RecipientFilter, DataFilter, MessageFilter {

    enum At {
        HELO,
        SENDER,
        RECIPIENT,
        DATA,
        MESSAGE
    }

    private final Verdict verdict;
    private final Set<At> at;
    private final boolean atConnect;

    EveryStage(Verdict verdict) {
        this.verdict = verdict;
        at = EnumSet.allOf(At.class);
        atConnect = true;
    }

    EveryStage(Verdict verdict, At only) {
        this.verdict = verdict;
        at = EnumSet.of(only);
        atConnect = false;
    }

    private Verdict at(At stage) {
        return at.contains(stage) ? verdict : Verdict.pass();
    }

    @Override
    public Verdict onConnect(Connection connection) {
        return atConnect ? verdict : Verdict.pass();
    }

    @Override
    public Verdict onHelo(Connection connection) {
        return at(At.HELO);
    }

    @Override
    public Verdict onSender(Envelope envelope) {
        return at(At.SENDER);
    }

    @Override
    public Verdict onRecipient(Envelope envelope, Recipient recipient) {
        return at(At.RECIPIENT);
    }

    @Override
    public Verdict onData(Envelope envelope) {
        return at(At.DATA);
    }

    @Override
    public Decision onMessage(Message message) {
        return at(At.MESSAGE);
    }
}
