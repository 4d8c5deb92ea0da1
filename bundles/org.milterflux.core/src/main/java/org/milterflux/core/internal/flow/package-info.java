/** What the reactive parts of the core share. */
@NullMarked
package org.milterflux.core.internal.flow;

import org.jspecify.annotations.NullMarked;
