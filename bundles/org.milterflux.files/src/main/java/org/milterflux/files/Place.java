package org.milterflux.files;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a filter's file lies, and what the administrator gives it.
 *
 * @param values what the file may read
 */
record Place(Path file, Map<String, Object> values) {}
