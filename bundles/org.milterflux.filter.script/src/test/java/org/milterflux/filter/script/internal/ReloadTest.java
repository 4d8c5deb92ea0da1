package org.milterflux.filter.script.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.files.FileFilter;
import org.milterflux.testing.TestMessage;

class ReloadTest {

    private static final int RELOADS = 40;

    /** Soft references keep the last few until memory is short. */
    private static final int KEPT = 5;

    @Test
    void leavesNoClassLoaderBehind() throws Exception {
        GroovyLanguage language = new GroovyLanguage(Path.of("target"));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int version = 0; version < RELOADS; version++) {
            loaders.add(new WeakReference<>(loaded(language, version)));
        }
        await().until(() -> {
            System.gc();
            return loaders.stream()
                            .map(WeakReference::get)
                            .filter(Objects::nonNull)
                            .count()
                    <= KEPT;
        });
    }

    private static ClassLoader loaded(GroovyLanguage language, int version) throws Exception {
        FileFilter filter = Scripts.load(
                language,
                "v.groovy",
                "onMessage { recipients.each { r -> addHeader 'X-Version', \"" + version + " $r\" } }",
                Map.of());
        assertThat(((MessageFilter) filter.service())
                        .onMessage(TestMessage.plain("").withRecipient("b")))
                .isEqualTo(Decision.edit(Edit.addHeader("X-Version", version + " b")));
        ClassLoader loader = ScriptedFilter.loader(filter.service());
        filter.release().run();
        return loader;
    }
}
