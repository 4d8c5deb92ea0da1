package org.milterflux.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known of a message before its content: the connection, the sender and the recipients accepted so far.
 *
 * <p>It is the client's envelope. What filters add or remove takes effect in the MTA when the message is accepted and is
 * not shown to later filters, as with separate milters.
 */
@ProviderType
public interface Envelope extends Macros {

    /** The connection the message came over. */
    Connection connection();

    /** The sender. */
    Sender sender();

    /** The recipients that every filter let pass, in order. */
    List<Recipient> recipients();

    /** The MTA's queue id (macro {@code i}); Postfix gives it only after the first accepted recipient. */
    default Optional<String> queueId() {
        return macro("i");
    }

    /** The name the client authenticated as (macro {@code auth_authen}, which both MTAs send with MAIL); empty when not. */
    default Optional<String> user() {
        return macro("auth_authen");
    }

    /** Values that live as long as the message. */
    Attributes attributes();
}
