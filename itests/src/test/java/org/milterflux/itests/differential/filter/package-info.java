/** A bundle whose filter acts by a script. */
@NullMarked
package org.milterflux.itests.differential.filter;

import org.jspecify.annotations.NullMarked;
