/** What a change would do, told before it is made: pure, but for the snapshot it starts from. */
@NullMarked
package org.milterflux.deployer.internal.plan;

import org.jspecify.annotations.NullMarked;
