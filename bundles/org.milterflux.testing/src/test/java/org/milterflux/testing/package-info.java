@NullMarked
package org.milterflux.testing;

import org.jspecify.annotations.NullMarked;
