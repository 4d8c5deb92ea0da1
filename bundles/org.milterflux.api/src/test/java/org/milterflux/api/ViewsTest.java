package org.milterflux.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {

    private record TextBody(String text) implements Body {
        @Override
        public long size() {
            return stream().available();
        }

        @Override
        public ByteArrayInputStream stream() {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }
    }

    private record CutBody() implements Body {
        @Override
        public long size() {
            return 3;
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(new byte[] {'a', 'b'});
        }
    }

    private record LostBody() implements Body {
        @Override
        public long size() {
            return 1;
        }

        @Override
        public InputStream stream() {
            return new SequenceInputStream(Collections.emptyEnumeration()) {
                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    throw new IOException("disk gone");
                }
            };
        }
    }

    @Test
    void givesASmallBodyWhole() {
        Body body = new TextBody("Grüße");
        assertThat(body.isEmpty()).isFalse();
        assertThat(body.bytes()).isEqualTo("Grüße".getBytes(UTF_8));
        assertThat(body.text(UTF_8)).isEqualTo("Grüße");
        assertThat(body.text(ISO_8859_1)).hasSize(7);
        assertThat(new TextBody("").isEmpty()).isTrue();
    }

    @Test
    void saysWhenTheBodyCannotBeRead() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new LostBody().bytes())
                .withMessageContaining("disk gone");
    }

    @Test
    void givesNoPartOfABodyForTheWhole() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new CutBody().bytes())
                .withMessageContaining("ends after 2 of 3 bytes");
    }

    @ParameterizedTest
    @CsvSource({"a@example.org,example.org", "\"a@b\"@c,c", "postmaster,''", "a@,''", "'',''"})
    void knowsTheDomainOfARecipient(String address, String domain) {
        assertThat(new Recipient(address, List.of()).domain()).isEqualTo(domain);
    }

    @Test
    void keepsTheArgumentsItWasGiven() {
        List<String> arguments = new ArrayList<>(List.of("SIZE=9"));
        Sender sender = new Sender("", arguments);
        Recipient recipient = new Recipient("a", arguments);
        arguments.clear();
        assertThat(sender.arguments()).containsExactly("SIZE=9");
        assertThat(recipient.arguments()).containsExactly("SIZE=9");
    }

    @Test
    void tellsKeysApartByIdentity() {
        Key<String> key = Key.of("score", String.class);
        assertThat(key).isNotEqualTo(Key.of("score", String.class)).hasToString("score");
        assertThat(key.type()).isEqualTo(String.class);
    }
}
