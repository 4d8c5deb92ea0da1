package org.milterflux.filter.script.internal;

import java.nio.file.Path;
import java.util.Map;
import org.milterflux.api.Settings;
import org.milterflux.files.FileFilter;
import org.milterflux.files.Source;

/** Loads scripts as the runtime does. */
final class Scripts {

    private Scripts() {}

    static FileFilter load(String text) throws Exception {
        return load(text, Map.of());
    }

    static FileFilter load(String text, Map<String, ?> settings) throws Exception {
        return load(new GroovyLanguage(Path.of("target")), "try.groovy", text, settings);
    }

    static FileFilter load(GroovyLanguage language, String file, String text, Map<String, ?> settings)
            throws Exception {
        return language.load(new Source(file.replace(".groovy", ""), Path.of(file), text, Settings.of(settings)));
    }
}
