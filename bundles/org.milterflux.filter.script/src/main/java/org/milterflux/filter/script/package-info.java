/**
 * The words of a script: {@link org.milterflux.filter.script.FilterScript} at its top level, a stage within each of its
 * blocks. Groovy reads properties by their getters, so accessors are called {@code get…} here.
 *
 * <p>Not exported: scripts are compiled against this bundle's own class loader.
 */
@NullMarked
package org.milterflux.filter.script;

import org.jspecify.annotations.NullMarked;
