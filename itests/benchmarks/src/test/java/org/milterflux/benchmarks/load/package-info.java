@NullMarked
package org.milterflux.benchmarks.load;

import org.jspecify.annotations.NullMarked;
