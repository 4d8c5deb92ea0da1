/** Private instances of real MTAs: loopback only, no DNS, nothing of the machine's own mail system is touched. */
@NullMarked
package org.milterflux.itests.mta;

import org.jspecify.annotations.NullMarked;
