@NullMarked
package org.milterflux.benchmarks;

import org.jspecify.annotations.NullMarked;
