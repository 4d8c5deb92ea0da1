package org.milterflux.core.internal.session;

import java.io.InputStream;
import org.milterflux.api.Body;

/** What a filter sees of a body it said it does not read. */
enum NoBody implements Body {
    INSTANCE;

    @Override
    public long size() {
        return 0;
    }

    @Override
    public InputStream stream() {
        return InputStream.nullInputStream();
    }
}
