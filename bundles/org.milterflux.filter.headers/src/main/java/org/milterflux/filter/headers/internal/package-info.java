/**
 * The headers filter: {@link org.milterflux.filter.headers.internal.HeadersFilter} is the component,
 * {@link org.milterflux.filter.headers.internal.HeaderRules} decides; one class per kind of rule.
 */
@NullMarked
package org.milterflux.filter.headers.internal;

import org.jspecify.annotations.NullMarked;
