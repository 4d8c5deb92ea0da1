/** Conditions of policies: what decides, message by message, whether a filter takes part. Core asks, a bundle compiles. */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.core.condition;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
