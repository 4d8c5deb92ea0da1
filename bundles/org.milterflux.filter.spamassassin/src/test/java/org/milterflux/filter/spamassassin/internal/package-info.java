/** Tests of the SpamAssassin filter. */
@NullMarked
package org.milterflux.filter.spamassassin.internal;

import org.jspecify.annotations.NullMarked;
