/**
 * What travels over the console socket.
 *
 * <p>One frame is one byte of {@linkplain org.milterflux.console.wire.Frame.Kind kind}, four bytes of length, big-endian,
 * and that many bytes of UTF-8. The client tells its working directory, then sends one command and reads output until the
 * exit status comes; then it may send the next, to the same session. Not exported: the launcher's {@code console} command carries these classes on its
 * own class path.
 */
@NullMarked
package org.milterflux.console.wire;

import org.jspecify.annotations.NullMarked;
