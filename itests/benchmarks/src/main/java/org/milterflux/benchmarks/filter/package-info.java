/** Filters to measure, each written as a vendor would write it. Each configuration of one puts it into the chain once more. */
@NullMarked
package org.milterflux.benchmarks.filter;

import org.jspecify.annotations.NullMarked;
