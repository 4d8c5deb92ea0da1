/**
 * The SpamAssassin filter: {@link org.milterflux.filter.spamassassin.internal.SpamassassinFilter} is the component,
 * {@link org.milterflux.filter.spamassassin.internal.Spamd} asks,
 * {@link org.milterflux.filter.spamassassin.internal.Judgement} decides.
 */
@NullMarked
package org.milterflux.filter.spamassassin.internal;

import org.jspecify.annotations.NullMarked;
