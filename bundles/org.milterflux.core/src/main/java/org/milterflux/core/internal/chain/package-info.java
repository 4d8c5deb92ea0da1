/** The filters in their order: the generation that is in force, and the walk of one connection along it. */
@NullMarked
package org.milterflux.core.internal.chain;

import org.jspecify.annotations.NullMarked;
