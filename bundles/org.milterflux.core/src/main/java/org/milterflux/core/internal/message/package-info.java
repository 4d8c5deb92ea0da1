/** The message as filters see and edit it: pure values, no threads, no I/O but the body spool. */
@NullMarked
package org.milterflux.core.internal.message;

import org.jspecify.annotations.NullMarked;
