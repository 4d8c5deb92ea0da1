/** Real sockets on the loopback interface and in temporary directories, on io_uring, epoll and NIO. */
@NullMarked
package org.milterflux.transport.internal;

import org.jspecify.annotations.NullMarked;
