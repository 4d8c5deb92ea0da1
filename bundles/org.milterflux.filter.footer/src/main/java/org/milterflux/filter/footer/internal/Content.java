package org.milterflux.filter.footer.internal;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** The content of a body, being read out of its transfer encoding. */
final class Content extends FilterInputStream {

    private final BooleanSupplier cutOff;

    private Content(InputStream decoded, BooleanSupplier cutOff) {
        super(decoded);
        this.cutOff = cutOff;
    }

    /** A content whose encoded form always ends well. */
    static Content of(InputStream decoded) {
        return new Content(decoded, () -> false);
    }

    /** A content whose encoded form may end within a soft line break. */
    static Content of(InputStream decoded, SoftBreaks encoded) {
        return new Content(decoded, encoded::isCutOff);
    }

    /** When read to its end: whether the next line end would only complete a soft line break. */
    boolean isCutOff() {
        return cutOff.getAsBoolean();
    }
}
