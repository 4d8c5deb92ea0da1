package org.milterflux.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.WireText;

class TestMailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\r\n\r\nbody\r\n",
                "A: 1\r\nA:2\r\nB:\t3\r\n 4\r\n\t5\r\n\r\n",
                "E:\r\n\r\n\r\n\r\n",
                "\r\nonly a body\r\n",
                "8: \u00e9\u00ff\r\n\r\n\u00e9\r\n"
            })
    void givesBackTheBytes(String message) {
        byte[] bytes = message.getBytes(ISO_8859_1);
        assertThat(TestMail.parse(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void takesApart() {
        TestMail mail = TestMail.of("Subject: x\nX-Fold: a\n\tb\nX:\n\nbody\nmore");
        assertThat(mail.headers())
                .containsExactly(new Header("Subject", " x"), new Header("X-Fold", " a\n\tb"), new Header("X", ""));
        assertThat(WireText.decode(mail.body())).isEqualTo("body\r\nmore\r\n");
    }

    @Test
    void beginsTheBodyAtALineThatIsNoHeader() {
        assertThat(TestMail.of("A: 1\nno header\nB: 2\n")).hasToString("A: 1\r\n\r\nno header\r\nB: 2\r\n");
        assertThat(TestMail.of("").headers()).isEmpty();
    }

    @Test
    void leavesOutWhatFiltersNeverSee() {
        assertThat(TestMail.of("From a@b Mon\nA: 1\0hidden\n\n")).hasToString("A: 1\r\n\r\n");
    }

    @Test
    void readsFiles(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("m.eml"), "A: 1\n\nx\n");
        assertThat(TestMail.read(file)).isEqualTo(TestMail.of("A: 1\n\nx\n"));
    }

    @Test
    void changesACopy() {
        TestMail mail = TestMail.of("A: 1\n\nx\n");
        assertThat(mail.withHeader("B", "2").withBody(TestMail.of("\ny\n").body()))
                .hasToString("A: 1\r\nB: 2\r\n\r\ny\r\n");
        assertThat(mail).hasToString("A: 1\r\n\r\nx\r\n");
    }
}
