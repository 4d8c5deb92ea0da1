/** Features into a running OSGi framework. */
@NullMarked
package org.milterflux.launcher.framework;

import org.jspecify.annotations.NullMarked;
