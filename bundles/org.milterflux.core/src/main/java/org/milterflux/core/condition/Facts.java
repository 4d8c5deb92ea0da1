package org.milterflux.core.condition;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is known of a connection and its message when a condition is tested; everything up to the condition's scope. */
@ProviderType
public interface Facts {

    /** The client's address; empty for a Unix socket and when the MTA does not know it. */
    Optional<InetAddress> address();

    /** The client's name as the MTA looked it up, else its address in brackets. */
    String host();

    /** The client's port; 0 when unknown. */
    int port();

    /** The listener the MTA came in on, as the administrator named it. */
    String listener();

    /** What the client last said in HELO or EHLO; empty when it has not. */
    Optional<String> helo();

    /** Whether the client speaks through TLS: the MTA sent the macro {@code {tls_version}}. */
    boolean tls();

    /** The name the client authenticated as; empty when it has not. */
    Optional<String> user();

    /** The sender's address without angle brackets; empty for the null sender. */
    String sender();

    /** The recipients' addresses without angle brackets, those that the MTA and the filters let pass. */
    List<String> recipients();

    /** Bytes of header and body as the client sent them, before any filter's edits. */
    long size();

    /** What filters kept for the connection and the message, by the names of their keys. */
    Map<String, Object> attributes();
}
