/**
 * Where the part that owns sockets and the part that owns sessions meet.
 *
 * <p>The session engine offers one {@link org.milterflux.protocol.spi.ConnectionHandler} as a service; every listener
 * looks it up. Neither knows the other.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.protocol.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
