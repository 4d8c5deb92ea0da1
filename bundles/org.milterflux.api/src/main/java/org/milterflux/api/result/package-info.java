/**
 * What filters found out about a message, for the filters after them, for conditions, and in header fields for those who get
 * the message.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.api.result;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
