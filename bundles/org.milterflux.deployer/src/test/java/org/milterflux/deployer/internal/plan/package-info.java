@NullMarked
package org.milterflux.deployer.internal.plan;

import org.jspecify.annotations.NullMarked;
