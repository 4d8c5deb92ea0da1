/** The proof that filters come, go and change while mail flows: a load of our own, every way of deploying, and what is left afterwards. */
@NullMarked
package org.milterflux.itests.deployment;

import org.jspecify.annotations.NullMarked;
