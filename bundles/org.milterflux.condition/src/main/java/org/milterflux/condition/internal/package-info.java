/** Conditions of policies in CEL, the Common Expression Language. */
@NullMarked
package org.milterflux.condition.internal;

import org.jspecify.annotations.NullMarked;
