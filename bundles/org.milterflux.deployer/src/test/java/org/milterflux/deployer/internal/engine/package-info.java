@NullMarked
package org.milterflux.deployer.internal.engine;

import org.jspecify.annotations.NullMarked;
