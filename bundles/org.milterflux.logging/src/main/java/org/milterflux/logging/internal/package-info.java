/** Leads everything that does not speak SLF4J into SLF4J. */
@NullMarked
package org.milterflux.logging.internal;

import org.jspecify.annotations.NullMarked;
