/** Plays an MTA under load, as Postfix speaks on the wire, and checks all that comes back. */
@NullMarked
package org.milterflux.benchmarks.load;

import org.jspecify.annotations.NullMarked;
