package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.milterflux.core.management.MtaOffer;
import org.milterflux.protocol.Action;

class OffersTest {

    private final Offers offers = new Offers();

    @Test
    void tellWhatTheMtaOfEachListenerAllows() {
        offers.of("b").offered(Set.of(Action.ADD_HEADERS));
        offers.of("a").told(Map.of("v", "Postfix 3.7.11", "j", "mx"));
        offers.of("a").told(Map.of("i", "4X"));
        offers.of("a").messageBegan();
        assertThat(offers.all()).extracting(MtaOffer::listener).containsExactly("a", "b");
        assertThat(offers.all().get(0).mta()).isEqualTo("Postfix 3.7.11");
        assertThat(offers.all().get(0).macros()).containsExactlyInAnyOrder("v", "j", "i");
        assertThat(offers.all().get(0).messages()).isEqualTo(1);
        assertThat(offers.all().get(1).actions()).containsExactly("ADD_HEADERS");
    }

    @Test
    void rememberNoEndlessListOfMacros() {
        for (int i = 0; i < 10_000; i++) {
            offers.of("a").told(Map.of("m" + i, ""));
        }
        assertThat(offers.all().get(0).macros()).hasSize(500);
    }
}
