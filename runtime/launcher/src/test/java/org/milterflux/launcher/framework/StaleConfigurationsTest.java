package org.milterflux.launcher.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.cm.file.ConfigurationHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleConfigurationsTest {

    @TempDir
    Path directory;

    @Test
    void forgetsOnlyWhatHadAFileOnce() throws IOException {
        Path file = Files.createFile(directory.resolve("org.acme-kept.config"));
        Path store = Files.createDirectories(directory.resolve("store/org/acme"));
        Path kept = stored(
                store, "kept", Map.of("felix.fileinstall.filename", file.toUri().toString()));
        Path gone = stored(store, "gone", Map.of("felix.fileinstall.filename", file.toUri() + ".gone"));
        Path madeByHand = stored(store, "hand", Map.of("key", "value"));

        StaleConfigurations.remove(directory.resolve("store"));

        assertThat(kept).exists();
        assertThat(madeByHand).exists();
        assertThat(gone).doesNotExist();
    }

    @Test
    void forgetsWhatACrashHasCutShort() throws IOException {
        Path store = Files.createDirectories(directory.resolve("store"));
        Path half = stored(store, "half", Map.of("felix.fileinstall.filename", "file:/x", "key", "value"));
        String text = Files.readString(half);
        Files.writeString(half, text.substring(0, text.indexOf('=')));

        StaleConfigurations.remove(store);

        assertThat(half).doesNotExist();
    }

    @Test
    void isContentWithoutAStore() throws IOException {
        StaleConfigurations.remove(directory.resolve("nothing"));
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @SuppressWarnings("JdkObsolete") // what the handler takes
    private static Path stored(Path store, String name, Map<String, String> values) throws IOException {
        Path file = store.resolve(name + ".config");
        try (OutputStream out = Files.newOutputStream(file)) {
            ConfigurationHandler.write(out, new Hashtable<>(values));
        }
        return file;
    }
}
