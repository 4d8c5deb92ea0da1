/** What a filter author sees. */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
