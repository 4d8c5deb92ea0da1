package org.milterflux.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The body of a message as on the wire of SMTP: CRLF line ends, no dot-stuffing, still in its transfer encoding.
 *
 * <p>It lies in memory up to a bound and in a file beyond it; {@link #stream()} reads either without copying it whole.
 * It may be read until the filter has answered; its memory is another message's soon after, so that reading it then fails or
 * gives anything.
 */
@ProviderType
public interface Body {

    /** The number of bytes. */
    long size();

    /**
     * A new stream from the first byte. Close it. Reading may block on the disk, so not on an event loop.
     *
     * @throws UncheckedIOException when the spool cannot be read
     */
    InputStream stream();

    /** Whether there is not a single byte. */
    default boolean isEmpty() {
        return size() == 0;
    }

    /**
     * The whole body in one array: for bodies known to be small.
     *
     * @throws UncheckedIOException when the spool cannot be read, or ends before its size
     * @throws ArithmeticException when it is larger than any array; look at {@link #size()} first
     * @throws OutOfMemoryError when it does not fit
     */
    default byte[] bytes() {
        byte[] all = new byte[Math.toIntExact(size())];
        try (InputStream in = stream()) {
            int read = in.readNBytes(all, 0, all.length);
            if (read < all.length) {
                throw new EOFException("the body ends after " + read + " of " + all.length + " bytes");
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole body as text, no transfer encoding undone: for bodies known to be small. */
    default String text(Charset charset) {
        return new String(bytes(), charset);
    }
}
