package org.milterflux.filter.footer.internal;

import java.util.List;
import org.milterflux.api.Headers;

/**
 * A MIME entity (RFC 2045 §2.4) below a multipart message.
 *
 * @param type its {@code Content-Type}, {@code text/plain} when it has none
 * @param header its fields, where they stand
 * @param source its content; for a multipart whose parts are known nothing of interest
 * @param parts empty for everything but a multipart that may be looked into
 */
record Entity(MimeValue type, PartHeader header, Source source, List<Entity> parts) {

    Entity {
        parts = List.copyOf(parts);
    }

    Headers headers() {
        return header.headers();
    }

    /** Whether it must be left as it is, or what vouches for it or reads it breaks. */
    boolean isProtected() {
        return switch (type.word()) {
            case "multipart/signed",
                    "multipart/encrypted",
                    "application/pkcs7-mime",
                    "application/x-pkcs7-mime",
                    "application/pgp-encrypted" -> true;
            default -> parts.stream().anyMatch(Entity::isProtected);
        };
    }

    /** Whether its parts are the sender's own words, and not other messages, or such that a byte more would break. */
    static boolean isLookedInto(String type) {
        return type.startsWith("multipart/")
                && !List.of("multipart/signed", "multipart/encrypted", "multipart/digest", "multipart/report")
                        .contains(type);
    }
}
