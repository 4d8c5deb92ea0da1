package org.milterflux.filter.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Placement;
import org.milterflux.api.Settings;
import org.milterflux.api.Verdict;
import org.milterflux.files.Source;
import org.milterflux.testing.TestMessage;

class ReadmeTest {

    @Test
    void showsAScriptThatWorks() throws Exception {
        Matcher script =
                Pattern.compile("```sieve\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(script.find()).isTrue();
        MessageFilter filter = (MessageFilter) new SieveLanguage()
                .load(new Source("junk", Path.of("junk.sieve"), script.group(1), Settings.of(Map.of())))
                .service();
        assertThat(filter.onMessage(TestMessage.plain("").withHeader("Subject", "Our Lottery")))
                .isEqualTo(Verdict.reject("5.7.1", "We do not take that."));
        assertThat(filter.onMessage(TestMessage.plain("").withHeader("From", "Ann <ann@example.com>")))
                .isEqualTo(Decision.edit(Edit.insertHeader(Placement.belowReceived(), "X-Partner", "yes")));
        assertThat(filter.onMessage(TestMessage.plain("").withHeader("X-Mailer", "Bulk 1.0")))
                .isEqualTo(Decision.edit(Edit.quarantine("bulk mail")));
        assertThat(filter.onMessage(TestMessage.plain(""))).isEqualTo(Verdict.pass());
    }
}
