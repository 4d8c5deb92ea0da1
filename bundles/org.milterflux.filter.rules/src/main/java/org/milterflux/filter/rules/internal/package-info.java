/** From a Sieve file (RFC 5228) to a filter: {@link org.milterflux.filter.rules.internal.SieveLanguage}. */
@NullMarked
package org.milterflux.filter.rules.internal;

import org.jspecify.annotations.NullMarked;
