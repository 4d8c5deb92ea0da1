/**
 * What a filter author sees: the stages a filter can act at, the read-only views it is given, and the values it answers
 * with.
 *
 * <p>A filter is an OSGi service that implements one or more stage interfaces ({@link MessageFilter},
 * {@link RecipientFilter}, …), or {@link SessionFilter} to handle a whole connection as a stream. Its
 * {@link FilterProfile} says what it is called and what it may change. Filters never see the wire: they get views and
 * return a {@link Verdict} or a {@link Decision}; the platform calls, times and guards them, and turns what they return
 * into requests for the MTA in front.
 *
 * <p>Everything handed out is safe to read from any thread and nothing is ever {@code null}. One filter object serves
 * every connection at once: keep per-connection and per-message state in {@link Attributes}, not in fields.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
