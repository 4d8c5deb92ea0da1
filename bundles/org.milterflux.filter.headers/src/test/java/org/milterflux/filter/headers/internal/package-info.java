@NullMarked
package org.milterflux.filter.headers.internal;

import org.jspecify.annotations.NullMarked;
