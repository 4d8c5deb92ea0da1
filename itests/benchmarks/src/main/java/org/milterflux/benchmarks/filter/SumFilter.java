package org.milterflux.benchmarks.filter;

import java.io.IOException;
import java.io.InputStream;
import org.milterflux.api.Body;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Reads the whole body and tells the sum of its bytes in a new header field: the plain style, called once per message. */
@Component(configurationPid = "org.milterflux.benchmarks.hdr", configurationPolicy = ConfigurationPolicy.REQUIRE)
@FilterProfile(name = "hdr", edits = Edit.Kind.HEADERS)
public final class SumFilter implements MessageFilter {

    static final String FIELD = "X-Bench-Sum";

    private static final int PIECE = 8192;

    @Override
    public Decision onMessage(Message message) throws IOException {
        return Decision.edit(Edit.addHeader(FIELD, Long.toString(sum(message.body()))));
    }

    private static long sum(Body body) throws IOException {
        byte[] piece = new byte[PIECE];
        long sum = 0;
        try (InputStream in = body.stream()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                for (int i = 0; i < count; i++) {
                    sum += piece[i] & 0xFF;
                }
            }
        }
        return sum;
    }
}
