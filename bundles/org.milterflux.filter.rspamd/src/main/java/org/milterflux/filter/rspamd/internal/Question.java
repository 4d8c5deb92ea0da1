package org.milterflux.filter.rspamd.internal;

import java.net.URI;
import java.net.http.HttpRequest;
import org.milterflux.api.Connection;
import org.milterflux.api.Message;
import org.milterflux.engine.Printable;

/** The request to scan a message: what rspamd cannot read in the message itself goes into header fields. */
final class Question {

    private Question() {}

    /**
     * The request without its body.
     *
     * @param password empty for none
     */
    static HttpRequest.Builder about(Message message, URI uri, String password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        Connection connection = message.connection();
        connection.address().ifPresent(address -> set(request, "IP", address.getHostAddress()));
        connection.helo().ifPresent(helo -> set(request, "Helo", helo));
        set(request, "Hostname", connection.host());
        set(request, "From", "<" + message.sender().address() + ">");
        message.recipients().forEach(recipient -> set(request, "Rcpt", "<" + recipient.address() + ">"));
        message.queueId().ifPresent(id -> set(request, "Queue-Id", id));
        message.user().ifPresent(user -> set(request, "User", user));
        message.macro("j").ifPresent(name -> set(request, "MTA-Name", name));
        set(request, "Password", password);
        return request;
    }

    private static void set(HttpRequest.Builder request, String name, String value) {
        String clean = Printable.of(value);
        if (!clean.isEmpty()) {
            request.header(name, clean);
        }
    }
}
