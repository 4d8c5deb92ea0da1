package org.milterflux.filter.script;

import org.milterflux.api.Connection;
import org.milterflux.api.Decision;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;

/** What is known, and what can be said, when a client connects and greets. A verdict ends the block; its end lets pass. */
public class ConnectionStage {

    private static final String POLICY = "5.7.1";
    private static final String POLICY_FOR_NOW = "4.7.1";

    private final Connection connection;

    /** For the platform. */
    public ConnectionStage(Connection connection) {
        this.connection = connection;
    }

    /** The SMTP client. */
    public Client getClient() {
        return new Client(connection);
    }

    /** The listener the MTA came in on, as the configuration names it. */
    public String getListener() {
        return connection.listener();
    }

    /** The MTA's macro, named with or without braces; empty when it sent none. */
    public String macro(String name) {
        return connection.macro(name).orElse("");
    }

    /** Goes on. */
    public void pass() {
        throw new Decided(Verdict.pass());
    }

    /** Goes on, without asking this script again for the connection, or the message once it has begun. */
    public void accept() {
        throw new Decided(Verdict.accept());
    }

    /** Refuses for good: a recipient at its stage, else the message or connection. */
    public void reject(String text) {
        reject(POLICY, text);
    }

    /** Refuses for good, with an enhanced code such as 5.7.1. */
    public void reject(String enhancedCode, String text) {
        throw new Decided(Verdict.reject(enhancedCode, text));
    }

    /** Refuses for now. */
    public void tempfail(String text) {
        tempfail(POLICY_FOR_NOW, text);
    }

    /** Refuses for now, with an enhanced code such as 4.7.1. */
    public void tempfail(String enhancedCode, String text) {
        throw new Decided(Verdict.tempfail(enhancedCode, text));
    }

    /** Refuses with this SMTP code; 421 closes the connection. */
    public void reply(int code, String enhancedCode, String text) {
        throw new Decided(Verdict.reply(SmtpReply.of(code, enhancedCode, text)));
    }

    /** For the platform: what the block came to. */
    public Decision decision(Verdict verdict) {
        return verdict;
    }
}
