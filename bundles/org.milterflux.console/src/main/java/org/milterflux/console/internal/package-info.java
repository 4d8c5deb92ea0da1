/** Serves Gogo sessions on a Unix-domain socket that only its owner may open. */
@NullMarked
package org.milterflux.console.internal;

import org.jspecify.annotations.NullMarked;
