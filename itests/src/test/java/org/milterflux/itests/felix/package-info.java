/** The shipped bundles in an OSGi container that tests can look into. */
@NullMarked
package org.milterflux.itests.felix;

import org.jspecify.annotations.NullMarked;
