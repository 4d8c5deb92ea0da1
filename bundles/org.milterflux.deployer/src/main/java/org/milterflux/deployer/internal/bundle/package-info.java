/** What a bundle's file says of itself before it is installed. */
@NullMarked
package org.milterflux.deployer.internal.bundle;

import org.jspecify.annotations.NullMarked;
