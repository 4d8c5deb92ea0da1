/**
 * Sockets: listeners for MTAs and connections to other milters, over reactor-netty. The only home of Netty types.
 *
 * <p>A {@link org.milterflux.transport.internal.Listener} owns a {@link org.milterflux.transport.internal.BoundSocket}; each
 * connection it accepts is one {@link org.milterflux.transport.internal.MtaConnection}, which decodes through an
 * {@link org.milterflux.transport.internal.Inflow} and answers through a {@link org.milterflux.transport.internal.ReplyWriter}.
 * What is said over a connection is the business of the {@link org.milterflux.protocol.spi.ConnectionHandler} that is looked up
 * as a service.
 */
@NullMarked
package org.milterflux.transport.internal;

import org.jspecify.annotations.NullMarked;
