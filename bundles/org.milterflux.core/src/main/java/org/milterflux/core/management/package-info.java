/** What consoles are told of the running chain and its sessions. */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.core.management;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
