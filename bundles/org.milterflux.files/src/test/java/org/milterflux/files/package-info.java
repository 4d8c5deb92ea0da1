@NullMarked
package org.milterflux.files;

import org.jspecify.annotations.NullMarked;
