/** What tests of filters need: messages made in one line, without a runtime. */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
