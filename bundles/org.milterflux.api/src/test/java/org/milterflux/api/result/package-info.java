@NullMarked
package org.milterflux.api.result;

import org.jspecify.annotations.NullMarked;
