package org.milterflux.filter.rules.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Attributes;
import org.milterflux.api.Body;
import org.milterflux.api.Connection;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;

/** A message on which scripts are tried when they are loaded. */
final class SampleMessage implements Message {

    private static final Headers HEADERS = new Headers(List.of(
            HeaderField.of("From", " Sender <sender@example.org>"),
            HeaderField.of("To", " Recipient <recipient@example.org>"),
            HeaderField.of("Subject", " Sample")));

    /** Without a byte. */
    private static final Body BODY = new Body() {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(new byte[0]);
        }
    };

    @Override
    public Headers headers() {
        return HEADERS;
    }

    @Override
    public Body body() {
        return BODY;
    }

    @Override
    public Connection connection() {
        throw new UnsupportedOperationException("Sieve knows no connection");
    }

    @Override
    public Sender sender() {
        return new Sender("sender@example.org", List.of());
    }

    @Override
    public List<Recipient> recipients() {
        return List.of(new Recipient("recipient@example.org", List.of()));
    }

    @Override
    public Attributes attributes() {
        throw new UnsupportedOperationException("Sieve knows no attributes");
    }

    @Override
    public Optional<String> macro(String name) {
        return Optional.empty();
    }
}
