/** A bundle with a filter that fails in every way a filter can. */
@NullMarked
package org.milterflux.itests.filters.faulty;

import org.jspecify.annotations.NullMarked;
