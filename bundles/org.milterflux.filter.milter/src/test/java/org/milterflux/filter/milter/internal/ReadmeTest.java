package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Settings;

class ReadmeTest {

    private static final Pattern EXAMPLE = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("^\\| `([a-zA-Z.]+)` ", Pattern.MULTILINE);

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /** Read by the code with which the runtime's FileInstall reads it. */
    private static Map<String, ?> read(String example) throws IOException {
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader(example));
        return properties;
    }

    @Test
    void showsConfigurationsThatWork() throws IOException {
        List<String> examples = found(EXAMPLE);
        MemberSettings opendkim = MemberSettings.of(Settings.of(read(examples.get(0))));
        MemberSettings rspamd = MemberSettings.of(Settings.of(read(examples.get(1))));
        assertThat(opendkim.socket()).hasToString("unix:/run/opendkim/opendkim.sock");
        assertThat(rspamd.socket()).hasToString("inet:11332@127.0.0.1");
        assertThat(rspamd.ranking()).isGreaterThan(opendkim.ranking());
        assertThat(rspamd.mostEditBytes()).isEqualTo(32 << 20);
    }

    @Test
    void describesTheKeysThatEditorsShow() throws IOException {
        assertThat(found(KEY))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MilterConfiguration.class.getDeclaredMethods())
                        .map(Method::getName)
                        .map(name -> name.replace('_', '.'))
                        .toList());
    }
}
