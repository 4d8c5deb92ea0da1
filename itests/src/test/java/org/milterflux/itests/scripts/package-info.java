@NullMarked
package org.milterflux.itests.scripts;

import org.jspecify.annotations.NullMarked;
