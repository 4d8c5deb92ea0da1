package org.milterflux.filter.headers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.api.Settings;
import org.milterflux.testing.TestMessage;

class ReadmeTest {

    @Test
    void showsAConfigurationThatWorks() throws IOException {
        TestMessage message = TestMessage.plain("")
                .withHeader("Subject", "[SPAM]")
                .withHeader("X-Spam-Level", "*")
                .withHeader("X-Mailer", "ours")
                .withMacro("i", "4Q1");
        List<HeaderField> fields = message.headers().fields();
        assertThat(HeaderRules.of(Settings.of(example())).edits(message))
                .containsExactly(
                        Edit.deleteHeader(fields.get(0)),
                        Edit.deleteHeader(fields.get(1)),
                        Edit.changeHeader(fields.get(2), "hidden"),
                        Edit.insertHeader(Placement.belowReceived(), "X-Client", "[unknown]"),
                        Edit.addHeader("X-Filtered", "by Milterflux for sender@example.org in 4Q1"));
    }

    private static final Pattern EXAMPLE = Pattern.compile(
            "`conf/" + Pattern.quote(HeadersFilter.PID) + "\\.config`:\n\n```\n(.*?)```", Pattern.DOTALL);

    /** Read by the code with which the runtime's FileInstall reads it. */
    private static Map<String, ?> example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader(example.group(1)));
        return properties;
    }
}
