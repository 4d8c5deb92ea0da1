/** The build's use of feature files: what they list is what the distribution holds, and it is listed nowhere else. */
@NullMarked
package org.milterflux.features;

import org.jspecify.annotations.NullMarked;
