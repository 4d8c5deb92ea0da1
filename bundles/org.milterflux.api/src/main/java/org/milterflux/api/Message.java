package org.milterflux.api;

import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/** A complete message as the filters before left it: a read-only view. */
@ProviderType
public interface Message extends Envelope {

    /** The header. */
    Headers headers();

    /** The body; empty for a filter whose profile says that it does not read it. */
    Body body();

    /**
     * Whether the whole body is one text/plain part: RFC 2045 §5.2 makes that the default when there is no
     * {@code Content-Type}.
     */
    default boolean isPlainText() {
        String type =
                headers().value("Content-Type").orElse("text/plain").strip().toLowerCase(Locale.ROOT);
        return type.equals("text/plain") || type.startsWith("text/plain;") || type.startsWith("text/plain ");
    }
}
