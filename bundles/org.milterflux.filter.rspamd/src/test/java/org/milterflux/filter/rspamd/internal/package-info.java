/** Tests of the rspamd filter. */
@NullMarked
package org.milterflux.filter.rspamd.internal;

import org.jspecify.annotations.NullMarked;
