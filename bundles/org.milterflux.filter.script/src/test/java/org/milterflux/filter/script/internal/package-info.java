@NullMarked
package org.milterflux.filter.script.internal;

import org.jspecify.annotations.NullMarked;
