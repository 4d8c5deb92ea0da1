package org.milterflux.protocol.spi;

import java.util.Optional;
import org.milterflux.protocol.SocketSpec;

/**
 * What became of one configured listener; the transport offers one as a service for each, bound or not.
 *
 * <p>The service properties say the same for those who cannot see this class, such as the launcher: {@code listener},
 * {@code socket} and, only when it is not bound, {@code failure}.
 *
 * @param listener the listener's name
 * @param socket what it is bound to, or should be, in the canonical form of {@link SocketSpec} where it has one; the
 *     real port when 0 was asked for
 * @param failure one line for the administrator: why it is not bound and how to mend that; empty when it is bound
 */
public record ListenerReport(String listener, String socket, Optional<String> failure) {}
