/** Carries changes out: beside what serves, all at one stroke, and back again. */
@NullMarked
package org.milterflux.deployer.internal.engine;

import org.jspecify.annotations.NullMarked;
