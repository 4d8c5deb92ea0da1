package org.milterflux.filter.clamav.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Settings;

class ReadmeTest {

    private static final Pattern EXAMPLE = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("^\\| `([a-zA-Z.]+)` \\|", Pattern.MULTILINE);

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /** Read by the code with which the runtime's FileInstall reads it. */
    @Test
    void showsAConfigurationThatWorks() throws IOException {
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader(found(EXAMPLE).get(0)));
        ClamavSettings settings = ClamavSettings.of(Settings.of(properties));
        assertThat(settings.engines().engines()).hasToString("[unix:/run/clamav/clamd.ctl, inet:3310@192.0.2.7]");
        assertThat(settings.reply()).isEqualTo("No viruses, please: {signature}");
        assertThat(settings.maxBytes()).isEqualTo(20_000_000);
    }

    @Test
    void describesTheKeysThatEditorsShow() throws IOException {
        assertThat(found(KEY))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ClamavConfiguration.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toList());
    }
}
