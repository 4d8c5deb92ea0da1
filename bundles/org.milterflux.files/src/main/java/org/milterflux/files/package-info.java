/**
 * Filters that are files. A bundle that knows a {@link org.milterflux.files.Language} gives it to
 * {@link org.milterflux.files.FilterFiles}, which watches the files and keeps one filter service for each.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.milterflux.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
