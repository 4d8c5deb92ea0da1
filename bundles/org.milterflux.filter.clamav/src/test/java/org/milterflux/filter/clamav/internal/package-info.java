@NullMarked
package org.milterflux.filter.clamav.internal;

import org.jspecify.annotations.NullMarked;
