/** A bundle with a filter that does what the mail tells it to. */
@NullMarked
package org.milterflux.itests.filters.scripted;

import org.jspecify.annotations.NullMarked;
