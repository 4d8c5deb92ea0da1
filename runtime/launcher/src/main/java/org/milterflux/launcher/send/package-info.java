/** Plays the MTA for one message or dialogue and shows the conversation. */
@NullMarked
package org.milterflux.launcher.send;

import org.jspecify.annotations.NullMarked;
