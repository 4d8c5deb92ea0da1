@NullMarked
package org.milterflux.deployer.internal.state;

import org.jspecify.annotations.NullMarked;
