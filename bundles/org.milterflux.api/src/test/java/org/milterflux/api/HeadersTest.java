package org.milterflux.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeadersTest {

    private final HeaderField received = HeaderField.of("Received", " from a");
    private final HeaderField first = HeaderField.of("X-Tag", " one");
    private final HeaderField second = HeaderField.of("x-tag", "two");
    private final Headers headers = new Headers(List.of(received, first, second));

    @Test
    void findsByNameWithoutRegardToCase() {
        assertThat(headers.named("X-TAG")).containsExactly(first, second);
        assertThat(headers.first("x-tag")).containsSame(first);
        assertThat(headers.value("X-Tag")).contains("one");
    }

    @Test
    void findsNothingOfAnotherName() {
        assertThat(headers.first("X-Ta")).isEmpty();
        assertThat(headers.value("")).isEmpty();
        assertThat(headers.named("X-Tag:")).isEmpty();
    }

    @Test
    void goesFromTopToBottom() {
        assertThat(headers).containsExactly(received, first, second);
    }

    @Test
    void neverChanges() {
        List<HeaderField> fields = new ArrayList<>(List.of(received));
        Headers copied = new Headers(fields);
        fields.clear();
        assertThat(copied).containsExactly(received);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> copied.fields().add(first));
    }

    @Nested
    class Field {

        static List<Arguments> values() {
            return List.of(
                    Arguments.of(" Hi", "Hi", "Hi"),
                    Arguments.of("Hi", "Hi", "Hi"),
                    Arguments.of("  Hi ", " Hi ", " Hi "),
                    Arguments.of("\tHi", "\tHi", "\tHi"),
                    Arguments.of(" a\n b\n\tc", "a\n b\n\tc", "a b\tc"),
                    Arguments.of("\n folded", "\n folded", " folded"),
                    Arguments.of(" raw \udcfc", "raw \udcfc", "raw \udcfc"),
                    Arguments.of("", "", ""));
        }

        @ParameterizedTest
        @MethodSource("values")
        void showsItsValue(String rawValue, String value, String unfolded) {
            HeaderField field = HeaderField.of("Subject", rawValue);
            assertThat(field.value()).isEqualTo(value);
            assertThat(field.unfolded()).isEqualTo(unfolded);
            assertThat(field.rawValue()).isEqualTo(rawValue);
            assertThat(field).hasToString("Subject:" + rawValue);
        }

        @Test
        void isItself() {
            assertThat(first).isNotEqualTo(HeaderField.of("X-Tag", " one"));
        }
    }
}
