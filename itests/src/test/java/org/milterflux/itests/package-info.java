/** Scenarios on the assembled runtime, and what they share. */
@NullMarked
package org.milterflux.itests;

import org.jspecify.annotations.NullMarked;
