package org.milterflux.filter.footer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Settings;
import org.slf4j.LoggerFactory;

/** Texts from files. */
class LiveFooterTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(FooterFilter.class);
    }

    private LiveFooter footer() {
        return new LiveFooter(
                Settings.of(Map.of(
                        "textFile", folder.resolve("t").toString(),
                        "htmlFile", folder.resolve("h").toString())),
                nanos::get);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private List<String> linesAfter(LiveFooter footer, long nanosLater) {
        nanos.addAndGet(nanosLater);
        return footer.current().text().lines();
    }

    @Test
    void readsChangedFilesAnewAtMostOnceASecond() throws Exception {
        write("t", "Acme\n");
        write("h", "<b>Acme</b>");
        LiveFooter footer = footer();
        write("t", "Acme\nBerlin\n");
        write("h", "<b>Acme</b> Köln");

        assertThat(linesAfter(footer, SECOND - 1)).containsExactly("Acme");
        assertThat(linesAfter(footer, 1)).containsExactly("Acme", "Berlin");
        assertThat(footer.current().html()).isEqualTo(new HtmlText("<b>Acme</b> K&#246;ln"));
    }

    @Test
    void keepsTheFooterAndWarnsOnceWhileAFileIsMissing() throws Exception {
        write("t", "Acme\n");
        write("h", "<b>Acme</b>");
        LiveFooter footer = footer();
        Files.delete(folder.resolve("t"));

        assertThat(linesAfter(footer, SECOND)).containsExactly("Acme");
        assertThat(linesAfter(footer, SECOND)).containsExactly("Acme");
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith("configuration: textFile = '" + folder.resolve("t") + "': name a file that can be read (")
                .endsWith("; the footer before it stays in force");

        write("t", "Berlin");
        assertThat(linesAfter(footer, SECOND)).containsExactly("Berlin");
    }

    @Test
    void refusesAFileThatIsNotUtf8OrTooLarge() throws Exception {
        write("h", "");
        Files.write(folder.resolve("t"), new byte[] {'G', 'r', (byte) 0xfc});
        assertThatThrownBy(this::footer).hasMessageEndingWith("write the file in UTF-8");
        write("t", "x\n".repeat(40_000));
        assertThatThrownBy(this::footer).hasMessageEndingWith("shorten the file: it may have at most 65536 bytes");
    }
}
