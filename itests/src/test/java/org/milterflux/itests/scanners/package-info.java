/** The filters that ask scanning engines, with the real engines, behind a real MTA. */
@NullMarked
package org.milterflux.itests.scanners;

import org.jspecify.annotations.NullMarked;
