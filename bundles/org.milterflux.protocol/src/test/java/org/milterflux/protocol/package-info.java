@NullMarked
package org.milterflux.protocol;

import org.jspecify.annotations.NullMarked;
