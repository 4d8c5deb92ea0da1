@NullMarked
package org.milterflux.deployer.internal.bundle;

import org.jspecify.annotations.NullMarked;
