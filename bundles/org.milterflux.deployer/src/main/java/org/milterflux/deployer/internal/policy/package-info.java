/** The administrator's policy files: found, edited, put in place, and put back when the core does not take them. */
@NullMarked
package org.milterflux.deployer.internal.policy;

import org.jspecify.annotations.NullMarked;
