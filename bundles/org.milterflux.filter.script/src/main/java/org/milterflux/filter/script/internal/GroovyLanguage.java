package org.milterflux.filter.script.internal;

import groovy.lang.Closure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.milterflux.files.FileFilter;
import org.milterflux.files.Language;
import org.milterflux.files.Source;
import org.milterflux.files.SourceException;
import org.milterflux.filter.script.FilterScript;
import org.slf4j.LoggerFactory;

/** Filters in Groovy. Nothing of Groovy is loaded before the first script. */
public final class GroovyLanguage implements Language {

    private static final String LOGGERS = "org.milterflux.filter.script.";

    private final Map<String, Memory> memories = new ConcurrentHashMap<>();
    private final Lines lines;

    /** Scripts write their files into the folder, unless they say another. */
    public GroovyLanguage(Path logs) {
        lines = new Lines(logs);
    }

    @Override
    public String suffix() {
        return ".groovy";
    }

    @Override
    public FileFilter load(Source source) throws Exception {
        Compilation compilation = new Compilation(source, new BridgingLoader());
        try {
            return filter(source, compilation);
        } catch (Exception | LinkageError | StackOverflowError e) {
            compilation.close();
            throw e;
        }
    }

    private FileFilter filter(Source source, Compilation compilation) throws Exception {
        Places places = new Places(source.name());
        FilterScript script = compilation.script();
        script.surround(new Surroundings(
                source.settings(),
                LoggerFactory.getLogger(LOGGERS + source.id()),
                memories.computeIfAbsent(source.id(), id -> new Memory()),
                lines));
        try {
            script.run();
        } catch (Exception | AssertionError e) {
            throw places.failure(e);
        }
        Map<String, Closure<?>> blocks = script.end();
        if (blocks.isEmpty()) {
            throw SourceException.at(source.name(), 0, 0, "it does nothing at any stage; write onMessage { … }");
        }
        return new FileFilter(
                ScriptedFilter.of(script, blocks, places),
                ScriptedFilter.stages(blocks),
                properties(compilation, script.declared()),
                compilation::close);
    }

    private static Map<String, Object> properties(Compilation compilation, Declared declared) {
        Map<String, Object> properties = new HashMap<>(compilation.words());
        properties.put("service.ranking", declared.rank());
        properties.put("milter.produces", declared.produces().toArray(String[]::new));
        return properties;
    }
}
