/**
 * The proof that N filters here are N milters of the MTA: each case runs on a real MTA with three separate milters, with
 * the platform and three bundles, and with the platform and the milters as its members, and what can be observed is
 * compared.
 */
@NullMarked
package org.milterflux.itests.differential;

import org.jspecify.annotations.NullMarked;
