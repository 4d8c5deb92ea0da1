/** Filters that stamp every message with their id and version, and ones that fail: the content of the bundles that come and go. */
@NullMarked
package org.milterflux.itests.deployment.stamp;

import org.jspecify.annotations.NullMarked;
