package org.milterflux.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    enum Colour {
        RED,
        DARK_GREEN
    }

    private static final String FILE = "felix.fileinstall.filename";

    private static Settings with(String key, Object value) {
        return Settings.of(Map.of(key, value));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                arguments(Map.of(FILE, "file:/opt/conf/a~b.config", "service.pid", "a~b"), "a~b.config"),
                arguments(Map.of(FILE, "a.config"), "a.config"),
                arguments(Map.of("service.pid", "a~b"), "a~b"),
                arguments(Map.of(), "configuration"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void namesWhereItComesFrom(Map<String, ?> properties, String source) {
        assertThat(Settings.of(properties).source()).isEqualTo(source);
    }

    @Test
    void tellsTheFiltersId() {
        assertThat(with("service.pid", "org.example.filter~x").filterId("spam")).isEqualTo("spam~x");
        assertThat(with("service.pid", new String[] {"org.example", "org.example.filter~x"})
                        .filterId("spam"))
                .isEqualTo("spam~x");
        assertThat(with("service.pid", "org.example.filter").filterId("spam")).isEqualTo("spam");
        assertThat(Settings.of(Map.of()).filterId("spam")).isEqualTo("spam");
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(new String[] {"a", "b"}, List.of("a", "b")),
                arguments(new Object[] {1, true}, List.of("1", "true")),
                arguments(List.of("a"), List.of("a")),
                arguments(Set.of(7), List.of("7")),
                arguments("a,b", List.of("a,b")),
                arguments(new String[0], List.of()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsOneTextOrSeveral(Object value, List<String> texts) {
        assertThat(with("key", value).texts("key")).isEqualTo(texts);
        assertThat(with("key", value).texts("other")).isEmpty();
    }

    @Test
    void readsWhatIsThere() {
        assertThat(with("key", " x ").text("key")).isEqualTo(" x ");
        assertThat(with("key", "").text("key", "y")).isEmpty();
        assertThat(with("key", 5).number("key", 1, 0, 9)).isEqualTo(5);
        assertThat(with("key", " 9 ").number("key", 1, 0, 9)).isEqualTo(9);
        assertThat(with("key", "TRUE ").flag("key", false)).isTrue();
        assertThat(with("key", false).flag("key", true)).isFalse();
        assertThat(with("key", "Dark-Green").choice("key", Colour.class, Colour.RED))
                .isEqualTo(Colour.DARK_GREEN);
        assertThat(with("key", new String[] {"dark-green", "red"}).choices("key", Colour.class))
                .containsExactly(Colour.RED, Colour.DARK_GREEN);
    }

    @Test
    void fallsBackWhenNothingIsThere() {
        Settings none = Settings.of(Map.of());
        assertThat(none.text("key", "y")).isEqualTo("y");
        assertThat(none.number("key", 100, 0, 9)).isEqualTo(100);
        assertThat(none.flag("key", true)).isTrue();
        assertThat(none.choice("key", Colour.class, Colour.RED)).isEqualTo(Colour.RED);
        assertThat(none.choices("key", Colour.class)).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("", read(s -> s.text("key")), "it must be set"),
                arguments("  ", read(s -> s.text("key")), "it must be set"),
                arguments("ten", read(s -> s.number("key", 1, 0, 9)), "write a whole number from 0 to 9"),
                arguments("1.5", read(s -> s.number("key", 1, 0, 9)), "write a whole number from 0 to 9"),
                arguments("-1", read(s -> s.number("key", 1, 0, 9)), "write a whole number from 0 to 9"),
                arguments("10", read(s -> s.number("key", 1, 0, 9)), "write a whole number from 0 to 9"),
                arguments("9".repeat(30), read(s -> s.number("key", 1, 0, 9)), "write a whole number from 0 to 9"),
                arguments("yes", read(s -> s.flag("key", true)), "write true or false"),
                arguments("blue", read(s -> s.choice("key", Colour.class, Colour.RED)), "write one of red, dark-green"),
                arguments("dark_green", read(s -> s.choices("key", Colour.class)), "write one of red, dark-green"));
    }

    private static Consumer<Settings> read(Consumer<Settings> reading) {
        return reading;
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrong")
    void namesFileKeyValueAndRemedy(String value, Consumer<Settings> reading, String remedy) {
        Settings settings = Settings.of(Map.of("key", value, FILE, "/conf/a.config"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reading.accept(settings))
                .withMessage("a.config: key = '" + value + "': " + remedy);
    }

    @Test
    void namesAMissingKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("service.pid", "a")).text("key"))
                .withMessage("a: key = '': it must be set");
    }
}
