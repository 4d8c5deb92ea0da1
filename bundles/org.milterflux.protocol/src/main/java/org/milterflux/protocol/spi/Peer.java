package org.milterflux.protocol.spi;

/**
 * What the transport knows of the other end of a connection; for logs and the console.
 *
 * @param id unique while the process runs, short, for logs: {@code c42}
 * @param listener the name of the listener that accepted it
 * @param remote printable address of the MTA; what a Unix socket tells is little
 */
public record Peer(String id, String listener, String remote) {}
