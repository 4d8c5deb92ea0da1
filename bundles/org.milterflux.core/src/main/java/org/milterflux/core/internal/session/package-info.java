/** One MTA connection: the protocol's states, what was told so far, and the replies. */
@NullMarked
package org.milterflux.core.internal.session;

import org.jspecify.annotations.NullMarked;
