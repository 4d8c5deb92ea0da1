@NullMarked
package org.milterflux.filter.footer.internal;

import org.jspecify.annotations.NullMarked;
