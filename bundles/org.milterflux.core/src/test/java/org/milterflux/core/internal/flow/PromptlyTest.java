package org.milterflux.core.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class PromptlyTest {

    private final List<String> seen = new ArrayList<>();

    @Test
    void handlesAtOnceWhatIsThere() {
        Mono<String> there = Mono.just("a");
        Mono<String> mapped = Promptly.map(there, value -> value + "b");
        String now = Promptly.valueOf(mapped);
        assertThat(now).isEqualTo("ab");
        String then = Promptly.valueOf(Promptly.flatMap(there, value -> Mono.just(value + "c")));
        assertThat(then).isEqualTo("ac");
        assertThat(Promptly.peek(there, seen::add)).isSameAs(there);
        assertThat(seen).containsExactly("a");
    }

    @Test
    void waitsForWhatIsNot() {
        Sinks.One<String> later = Sinks.one();
        Mono<String> word = Promptly.peek(
                Promptly.flatMap(Promptly.map(later.asMono(), value -> value + "b"), value -> Mono.just(value + "c")),
                seen::add);
        StepVerifier.create(word)
                .then(() -> assertThat(seen).isEmpty())
                .then(() -> later.tryEmitValue("a"))
                .expectNext("abc")
                .verifyComplete();
        assertThat(seen).containsExactly("abc");
    }

    @Test
    void makesNoSupplierGiveTwice() {
        StepVerifier.create(Promptly.peek(
                        Mono.fromSupplier(() -> {
                            seen.add("made");
                            return "a";
                        }),
                        value -> {}))
                .expectNext("a")
                .verifyComplete();
        assertThat(seen).containsExactly("made");
    }

    @Test
    void passesErrorsAndNothingOn() {
        StepVerifier.create(Promptly.map(Mono.<String>error(new IllegalStateException("x")), value -> value))
                .verifyErrorMessage("x");
        StepVerifier.create(Promptly.flatMap(Mono.<String>empty(), Mono::just)).verifyComplete();
    }
}
