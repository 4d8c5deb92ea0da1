/** The assembled distribution, run as an administrator runs it. */
@NullMarked
package org.milterflux.itests.runtime;

import org.jspecify.annotations.NullMarked;
