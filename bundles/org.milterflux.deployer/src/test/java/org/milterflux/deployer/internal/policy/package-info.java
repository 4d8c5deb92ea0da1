@NullMarked
package org.milterflux.deployer.internal.policy;

import org.jspecify.annotations.NullMarked;
