/** Finds what is wrong in configuration files and sockets before anything starts. */
@NullMarked
package org.milterflux.launcher.check;

import org.jspecify.annotations.NullMarked;
