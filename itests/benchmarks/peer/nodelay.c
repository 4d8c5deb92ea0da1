/*
 * Sets TCP_NODELAY on what libmilter accepts, preloaded. libmilter itself does not, so its second small packet in a row
 * waits for a delayed acknowledgement, some 40 ms; that would measure the kernel's timer, not libmilter.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

typedef int accept_function(int, struct sockaddr *, socklen_t *);

int accept(int listener, struct sockaddr *address, socklen_t *size)
{
    accept_function *next = (accept_function *)dlsym(RTLD_NEXT, "accept");
    int connection = next(listener, address, size);
    int on = 1;
    if (connection >= 0)
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return connection;
}
