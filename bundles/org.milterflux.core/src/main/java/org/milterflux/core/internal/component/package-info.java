/** Where the core meets OSGi: services in, configuration in, one service out. */
@NullMarked
package org.milterflux.core.internal.component;

import org.jspecify.annotations.NullMarked;
