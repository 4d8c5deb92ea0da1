/** The examples of the filter guide, compiled and run. */
@NullMarked
package org.milterflux.testing.guide;

import org.jspecify.annotations.NullMarked;
