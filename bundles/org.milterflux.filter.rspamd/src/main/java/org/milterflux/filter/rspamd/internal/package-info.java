/**
 * The rspamd filter: {@link org.milterflux.filter.rspamd.internal.RspamdFilter} is the component,
 * {@link org.milterflux.filter.rspamd.internal.Rspamd} asks, {@link org.milterflux.filter.rspamd.internal.Judgement} decides.
 */
@NullMarked
package org.milterflux.filter.rspamd.internal;

import org.jspecify.annotations.NullMarked;
