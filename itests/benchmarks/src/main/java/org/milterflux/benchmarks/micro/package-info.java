/** JMH benchmarks of the parts that every message meets, without a socket. */
@NullMarked
package org.milterflux.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
