/** One class per subcommand of {@code bin/milterflux}. */
@NullMarked
package org.milterflux.launcher.command;

import org.jspecify.annotations.NullMarked;
