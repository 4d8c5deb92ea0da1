@NullMarked
package org.milterflux.api;

import org.jspecify.annotations.NullMarked;
