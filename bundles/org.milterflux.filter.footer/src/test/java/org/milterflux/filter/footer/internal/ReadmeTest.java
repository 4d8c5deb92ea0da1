package org.milterflux.filter.footer.internal;

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
import org.milterflux.api.Settings;

class ReadmeTest {

    @Test
    void showsAConfigurationThatWorks() throws IOException {
        assertThat(Footer.of(Settings.of(example())))
                .isEqualTo(new Footer(
                        new FooterText("-- ", List.of("Acme AG, Berlin", "This message is confidential.")),
                        new HtmlText("-- <br>\r\nAcme AG, Berlin<br>\r\nThis message is confidential."),
                        2 << 20));
    }

    private static final Pattern EXAMPLE = Pattern.compile(
            "`conf/" + Pattern.quote(FooterFilter.PID) + "\\.config`:\n\n```\n(.*?)```", Pattern.DOTALL);

    /** Read by the code with which the runtime's FileInstall reads it. */
    private static Map<String, ?> example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader(example.group(1)));
        return properties;
    }
}
