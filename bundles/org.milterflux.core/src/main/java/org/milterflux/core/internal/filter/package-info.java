/** One filter: what it is, what the administrator says of it, and how to call it without being harmed. */
@NullMarked
package org.milterflux.core.internal.filter;

import org.jspecify.annotations.NullMarked;
