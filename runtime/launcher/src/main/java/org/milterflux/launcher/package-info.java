/** The command {@code bin/milterflux}: places, the running instance, and the program's entry. */
@NullMarked
package org.milterflux.launcher;

import org.jspecify.annotations.NullMarked;
