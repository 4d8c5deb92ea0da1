/**
 * Asking scanning engines such as clamd, rspamd and spamd, for the filters that do.
 *
 * <p>A filter makes one {@link org.milterflux.engine.Engines} of its settings and the
 * {@link org.milterflux.engine.EngineConnector} that is offered as a service. Each scan is one connection; which engine gets it,
 * how long it may take and how many there may be is settled here, what is said over it by the filter.
 *
 * <p>Whatever goes wrong is an {@link java.io.IOException} whose message tells the administrator which engine, and what it did:
 * for a filter to throw, never to take for a result.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
