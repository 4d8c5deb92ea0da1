package org.milterflux.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Verdict;
import org.slf4j.LoggerFactory;

class FilterFilesTest {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The filter is the file's text; "!" is a mistake, "?" never ends. */
    private static final class Plain implements Language {

        @Override
        public String suffix() {
            return ".txt";
        }

        @Override
        public FileFilter load(Source source) throws Exception {
            if (source.text().startsWith("!")) {
                throw SourceException.at(source.name(), 1, 2, "an exclamation mark");
            }
            if (source.text().startsWith("?")) {
                new CountDownLatch(1).await();
            }
            MessageFilter filter = message -> Verdict.pass();
            return new FileFilter(filter, Set.of(MessageFilter.class), Map.of("text", told(source)), () -> {});
        }

        private static String told(Source source) {
            return source.text() + source.settings().text("more", "");
        }
    }

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final List<ILoggingEvent> log = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event);
        }
    };

    @TempDir
    private Path folder;

    private Path deploy = Path.of("");
    private FilterFiles files = files(PAUSE);

    private FilterFiles files(Duration limit) {
        return new FilterFiles(
                new Plain(), deploy, folder == null ? Path.of("") : folder, this::register, PAUSE, limit);
    }

    private Runnable register(Object service, Set<Class<?>> stages, Map<String, Object> properties) {
        String filter = properties.get("milter.name") + "=" + properties.get("text");
        happened.add("+" + filter);
        return () -> happened.add("-" + filter);
    }

    @BeforeEach
    void open() throws IOException {
        deploy = Files.createDirectory(folder.resolve("deploy"));
        files = files(Duration.ofSeconds(10));
        appender.start();
        ((Logger) LoggerFactory.getLogger("org.milterflux.files")).addAppender(appender);
    }

    @AfterEach
    void close() {
        files.close();
        ((Logger) LoggerFactory.getLogger("org.milterflux.files")).detachAppender(appender);
    }

    private void write(String name, String text) throws IOException {
        Path draft = folder.resolve("draft");
        Files.writeString(draft, text);
        Files.move(draft, deploy.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitHappened(String... expected) {
        await().untilAsserted(() -> assertThat(happened).containsExactly(expected));
    }

    private List<String> warnings() {
        return log.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void hasWhatThereIsWhenItIsOpen() throws IOException {
        write("a.txt", "1");
        write("b.txt", "1");
        write(".c.txt", "half written");
        write("d.md", "of another language");
        files.open(Map.of());
        assertThat(happened).containsExactly("+a=1", "+b=1");
    }

    @Test
    void registersTheNewVersionBeforeTheOldOneGoes() throws IOException {
        write("a.txt", "1");
        files.open(Map.of());
        write("a.txt", "2");
        awaitHappened("+a=1", "+a=2", "-a=1");
    }

    @Test
    void keepsTheLastGoodVersionOfABrokenFile() throws IOException {
        write("a.txt", "1");
        files.open(Map.of());
        write("a.txt", "!");
        await().until(() -> !warnings().isEmpty());
        assertThat(warnings())
                .containsExactly("filter a: a.txt:1:2: an exclamation mark; the version before it stays in force");
        write("a.txt", "3");
        awaitHappened("+a=1", "+a=3", "-a=1");
    }

    @Test
    void saysOnceWhyAFilterDoesNotStand() throws IOException {
        write("a.txt", "!");
        files.open(Map.of());
        write("b.txt", "1");
        awaitHappened("+b=1");
        assertThat(warnings())
                .containsExactly("filter a: a.txt:1:2: an exclamation mark; until that is mended it does not stand in"
                        + " the chain");
    }

    @Test
    void takesTheFilterAwayWithItsFile() throws IOException {
        write("a.txt", "1");
        files.open(Map.of());
        Files.delete(deploy.resolve("a.txt"));
        awaitHappened("+a=1", "-a=1");
        write("a.txt", "1");
        awaitHappened("+a=1", "-a=1", "+a=1");
    }

    @Test
    void doesNothingWhenAFileIsWrittenAgainAsItWas() throws IOException {
        write("a.txt", "1");
        files.open(Map.of());
        write("a.txt", "1");
        write("b.txt", "1");
        awaitHappened("+a=1", "+b=1");
    }

    @Test
    void waitsUntilAFileStandsStill() throws IOException {
        files.open(Map.of());
        StringBuilder text = new StringBuilder();
        List<String> halves = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Files.writeString(deploy.resolve("a.txt"), text.append('x'));
            halves.add("+a=" + text);
        }
        awaitHappened(halves.get(halves.size() - 1));
    }

    @Test
    void givesUpAFileThatDoesNotEnd() throws IOException {
        FilterFiles impatient = files(Duration.ofMillis(50));
        write("a.txt", "?");
        impatient.open(Map.of());
        assertThat(warnings()).singleElement().asString().contains("loading it has not ended within");
        impatient.close();
    }

    @Test
    void readsSettings() throws IOException {
        write("a.txt", "1");
        files.open(Map.of("pid~a", Map.of("values", "more=x")));
        files.configure("pid~a", Map.of("values", new String[] {"more=y"}));
        awaitHappened("+a=1x", "+a=1y", "-a=1x");
        files.configure("pid~a", Map.of("values", "nonsense", "felix.fileinstall.filename", "file:/conf/pid-a.config"));
        files.forget("pid~a");
        awaitHappened("+a=1x", "+a=1y", "-a=1x", "+a=1", "-a=1y");
        assertThat(warnings())
                .containsExactly(
                        "pid-a.config: values = 'nonsense': write name=text; what was set before stays in force");
    }

    @Test
    void watchesFilesThatConfigurationsName() throws IOException {
        Files.writeString(folder.resolve("elsewhere.txt"), "1");
        files.open(Map.of("pid~a", Map.of("script", "elsewhere.txt"), "pid~b", Map.of("script", "nowhere.txt")));
        assertThat(warnings()).containsExactly("filter b: there is no file " + folder.resolve("nowhere.txt"));
        files.forget("pid~a");
        awaitHappened("+a=1", "-a=1");
    }

    @Test
    void takesAllAwayWhenItCloses() throws IOException {
        write("a.txt", "1");
        files.open(Map.of());
        files.close();
        assertThat(happened).containsExactly("+a=1", "-a=1");
    }

    @Test
    void warnsOfCodeThatEverybodyMayWrite() throws IOException {
        write("a.txt", "1");
        Files.setPosixFilePermissions(deploy.resolve("a.txt"), PosixFilePermissions.fromString("rw-rw-rw-"));
        files.open(Map.of());
        assertThat(warnings()).singleElement().asString().contains("a.txt is code that runs");
    }
}
