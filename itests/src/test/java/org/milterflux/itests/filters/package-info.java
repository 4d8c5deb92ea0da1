/** Builds filter bundles for the scenarios: each package below becomes one bundle, as a vendor's build would make it. */
@NullMarked
package org.milterflux.itests.filters;

import org.jspecify.annotations.NullMarked;
