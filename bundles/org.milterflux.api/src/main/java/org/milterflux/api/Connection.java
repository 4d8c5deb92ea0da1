package org.milterflux.api;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One SMTP client's connection to the MTA, as far as the MTA told ({@code SMFIC_CONNECT}, {@code SMFIC_HELO}). */
@ProviderType
public interface Connection extends Macros {

    /** The platform's own name of the connection, for logs; unique while the runtime lives. */
    String id();

    /** The listener the MTA came in on, as the administrator named it. */
    String listener();

    /**
     * The client's name: what the reverse look-up gave the MTA, else its address in brackets. A display string; empty
     * before the MTA told.
     */
    String host();

    /** The client's address; empty for a Unix socket or when the MTA does not know it. */
    Optional<InetAddress> address();

    /** The client's port; 0 when unknown. */
    int port();

    /** What the client last said in HELO or EHLO: untrusted; empty when it has not. */
    Optional<String> helo();

    /** Values that live as long as the connection. */
    Attributes attributes();
}
