/** What is deployed and how it came to be so, on disk. */
@NullMarked
package org.milterflux.deployer.internal.state;

import org.jspecify.annotations.NullMarked;
