package org.milterflux.filter.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.filter.script.Attachment;
import org.milterflux.filter.script.Client;
import org.milterflux.filter.script.FilterScript;
import org.milterflux.filter.script.MessageStage;
import org.milterflux.filter.script.RecipientStage;
import org.milterflux.testing.TestMessage;

class ReadmeTest {

    private static final Set<String> FOR_THE_PLATFORM = Set.of("decision", "surround", "end", "declared", "toString");

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    static List<String> scripts() throws IOException {
        return Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void showsScriptsThatLoad(String script) throws Exception {
        assertThat(Scripts.load(script, Map.of("domain", "example.com")).stages())
                .isNotEmpty();
    }

    @Test
    void showsAFirstScriptThatWorks() throws Exception {
        MessageFilter filter = (MessageFilter) Scripts.load(scripts().get(0)).service();
        TestMessage message =
                TestMessage.plain("").withHeader("Subject", "Hello").withSender("ann@example.com");
        assertThat(filter.onMessage(message))
                .isEqualTo(Decision.edit(
                        Edit.changeHeader(message.headers().fields().get(0), "[EXT] Hello")));
        assertThat(filter.onMessage(message.withSender("ann@sub.example.org"))).isEqualTo(Decision.edit());
    }

    @Test
    void hasEveryWord() throws IOException {
        Set<String> told = Set.copyOf(Pattern.compile("`[^`\n]+`")
                .matcher(readme())
                .results()
                .map(MatchResult::group)
                .flatMap(code -> Stream.of(code.split("\\W+")))
                .toList());
        assertThat(Stream.of(
                                FilterScript.class,
                                MessageStage.class,
                                RecipientStage.class,
                                Client.class,
                                Attachment.class)
                        .flatMap(ReadmeTest::words))
                .isNotEmpty()
                .isSubsetOf(told);
    }

    private static Stream<String> words(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass().getPackage().equals(FilterScript.class.getPackage()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !FOR_THE_PLATFORM.contains(name))
                .map(ReadmeTest::word);
    }

    private static String word(String method) {
        return method.matches("[gs]et[A-Z].*") && !method.equals("setHeader")
                ? method.substring(3, 4).toLowerCase(Locale.ROOT) + method.substring(4)
                : method;
    }
}
