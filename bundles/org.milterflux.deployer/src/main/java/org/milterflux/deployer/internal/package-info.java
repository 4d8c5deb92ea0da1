/** Where the deployer meets OSGi: references and configuration in, one service out. */
@NullMarked
package org.milterflux.deployer.internal;

import org.jspecify.annotations.NullMarked;
