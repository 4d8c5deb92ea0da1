@NullMarked
package org.milterflux.deployer.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
