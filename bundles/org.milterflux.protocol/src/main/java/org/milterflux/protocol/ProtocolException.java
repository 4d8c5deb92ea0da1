package org.milterflux.protocol;

/**
 * The peer sent bytes that are not the milter protocol, or a negotiation no one can work with.
 *
 * <p>The only thing left to do is to close that connection. The message is for the log: what was wrong, with the
 * letter, the length or the offset. It never carries mail content.
 */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
