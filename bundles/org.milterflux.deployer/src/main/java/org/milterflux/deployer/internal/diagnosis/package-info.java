/** Why something does not run, in plain words. */
@NullMarked
package org.milterflux.deployer.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
