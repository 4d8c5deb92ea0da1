@NullMarked
package org.milterflux.filter.rules.internal;

import org.jspecify.annotations.NullMarked;
