@NullMarked
package org.milterflux.engine.internal;

import org.jspecify.annotations.NullMarked;
