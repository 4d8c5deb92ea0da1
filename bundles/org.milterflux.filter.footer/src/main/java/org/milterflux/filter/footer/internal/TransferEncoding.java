package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;

/** The content transfer encodings of RFC 2045 §6. */
enum TransferEncoding {
    SEVEN_BIT("7bit"),
    EIGHT_BIT("8bit"),
    BINARY("binary"),
    QUOTED_PRINTABLE("quoted-printable"),
    BASE64("base64");

    private final String label;

    TransferEncoding(String label) {
        this.label = label;
    }

    /** The encoding of the name, without regard to case. */
    static Optional<TransferEncoding> labelled(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.label.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The value of {@code Content-Transfer-Encoding}. */
    String label() {
        return label;
    }

    /** Whether the encoded bytes are the content itself. */
    boolean isIdentity() {
        return this != QUOTED_PRINTABLE && this != BASE64;
    }

    /** Whether encoded bytes put behind encoded bytes are the encoded whole: base64 may end in padding. */
    boolean isAppendable() {
        return this != BASE64;
    }

    /**
     * The content of an encoded body, read along with it; only base64 is held in memory.
     *
     * @throws LeftAloneException when the body is not in this encoding
     */
    Content decode(InputStream encoded) throws IOException {
        return switch (this) {
            case SEVEN_BIT, EIGHT_BIT, BINARY -> Content.of(encoded);
            case QUOTED_PRINTABLE -> fromQuotedPrintable(encoded);
            case BASE64 -> Content.of(new ByteArrayInputStream(fromBase64(encoded.readAllBytes())));
        };
    }

    /**
     * The content as this encoding writes it, in lines that end in CRLF.
     *
     * @throws LeftAloneException when it cannot be read back as it is
     */
    byte[] encode(byte[] content) throws IOException {
        return switch (this) {
            case SEVEN_BIT, EIGHT_BIT, BINARY -> content;
            case QUOTED_PRINTABLE -> toQuotedPrintable(content);
            case BASE64 -> (Base64.getMimeEncoder().encodeToString(content) + "\r\n").getBytes(US_ASCII);
        };
    }

    /** Strict, unlike the MIME decoders, which skip what they do not know: also a text that somebody put below. */
    private static byte[] fromBase64(byte[] encoded) throws LeftAloneException {
        String text = new String(encoded, US_ASCII).replaceAll("[\r\n\t ]", "");
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new LeftAloneException("the body is not base64 throughout");
        }
    }

    private static Content fromQuotedPrintable(InputStream encoded) {
        SoftBreaks complete = new SoftBreaks(encoded);
        return Content.of(new QuotedPrintableInputStream(complete), complete);
    }

    private static byte[] toQuotedPrintable(byte[] content) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(content.length * 2);
        try (QuotedPrintableOutputStream out = new QuotedPrintableOutputStream(encoded, false)) {
            out.write(content);
        }
        byte[] bytes = encoded.toByteArray();
        if (!Arrays.equals(
                content, fromQuotedPrintable(new ByteArrayInputStream(bytes)).readAllBytes())) {
            throw new LeftAloneException("the body has line ends that quoted-printable cannot keep");
        }
        return bytes;
    }
}
