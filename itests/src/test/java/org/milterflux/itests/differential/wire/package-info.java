/** A milter of our own, in raw bytes and without the platform's code under test: what separate milters would be. */
@NullMarked
package org.milterflux.itests.differential.wire;

import org.jspecify.annotations.NullMarked;
