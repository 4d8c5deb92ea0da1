package org.milterflux.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsTest {

    private static Map<String, String> pairs(int count) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            pairs.put("name" + i, "value" + i);
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 16, 17, 100})
    void areThoseTheyWereMadeOfInTheSameOrder(int count) {
        Map<String, String> made = pairs(count);
        Map<String, String> pairs = Pairs.copyOf(made);
        assertThat(pairs).isEqualTo(made).hasSameHashCodeAs(made).containsExactlyEntriesOf(made);
        made.forEach((name, value) -> assertThat(pairs.get(name)).isEqualTo(value));
        assertThat(pairs.get("value0")).isNull();
        assertThat(pairs.containsKey("value0")).isFalse();
    }

    @Test
    void doNotChange() {
        Map<String, String> made = pairs(2);
        Map<String, String> pairs = Pairs.copyOf(made);
        made.clear();
        assertThat(pairs).hasSize(2);
        assertThatThrownBy(() -> pairs.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(pairs::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 17, 100})
    void haveTheLastValueForANameInItsFirstPlace(int count) {
        List<String> words = new ArrayList<>();
        pairs(count - 1).forEach((name, value) -> words.addAll(List.of(name, value)));
        words.addAll(List.of("name0", "last"));
        Map<String, String> wanted = pairs(count - 1);
        wanted.put("name0", "last");
        assertThat(Pairs.of(words)).containsExactlyEntriesOf(wanted);
    }
}
