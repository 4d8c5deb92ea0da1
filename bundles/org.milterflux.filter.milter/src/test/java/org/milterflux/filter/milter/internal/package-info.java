@NullMarked
package org.milterflux.filter.milter.internal;

import org.jspecify.annotations.NullMarked;
