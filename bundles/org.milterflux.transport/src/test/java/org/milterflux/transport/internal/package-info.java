/** Real sockets on the loopback interface and in temporary directories, on epoll and on NIO. */
@NullMarked
package org.milterflux.transport.internal;

import org.jspecify.annotations.NullMarked;
