/** From a Groovy file to a filter: {@link org.milterflux.filter.script.internal.GroovyLanguage}. */
@NullMarked
package org.milterflux.filter.script.internal;

import org.jspecify.annotations.NullMarked;
