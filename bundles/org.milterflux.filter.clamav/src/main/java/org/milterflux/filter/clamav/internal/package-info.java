/**
 * Has clamd look at each message while it arrives.
 *
 * <p>A {@link org.milterflux.filter.clamav.internal.Session} is one connection of the MTA; each message of it is one
 * {@link org.milterflux.filter.clamav.internal.Scan}, whose result {@link org.milterflux.filter.clamav.internal.Policy} turns
 * into a decision. {@link org.milterflux.filter.clamav.internal.Clamd} is the protocol.
 */
@NullMarked
package org.milterflux.filter.clamav.internal;

import org.jspecify.annotations.NullMarked;
