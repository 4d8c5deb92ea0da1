/** Connections to engines over reactor-netty, and the event loops they run on. */
@NullMarked
package org.milterflux.engine.internal;

import org.jspecify.annotations.NullMarked;
