/**
 * Changes what is deployed while mail flows: plans a change, carries it out beside what serves, and takes it back when it
 * does not hold what it promises.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.deployer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
