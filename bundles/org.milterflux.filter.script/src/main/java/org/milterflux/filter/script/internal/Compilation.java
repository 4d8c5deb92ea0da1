package org.milterflux.filter.script.internal;

import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.GroovySystem;
import groovy.transform.CompileStatic;
import groovy.transform.ThreadInterrupt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.milterflux.files.Source;
import org.milterflux.files.SourceException;
import org.milterflux.filter.script.FilterScript;

/**
 * One version of a script, compiled by a class loader of its own: statically, so that a typing mistake is found now, and with
 * a look at the thread's interruption in every loop, so that the platform's time-out ends any of them.
 */
final class Compilation {

    private final Source source;
    private final Words words = new Words();
    private final GroovyClassLoader loader;
    private final Class<?> type;

    /** @throws SourceException with the place of the first mistake, and all of them in its words */
    Compilation(Source source, ClassLoader visible) throws SourceException {
        this.source = source;
        loader = new GroovyClassLoader(visible, configuration(words));
        GroovyCodeSource code = new GroovyCodeSource(source.text(), source.name(), "/milterflux/script");
        code.setCachable(false);
        try {
            type = loader.parseClass(code);
        } catch (MultipleCompilationErrorsException e) {
            close();
            throw mistake(e.getErrorCollector());
        }
    }

    private static CompilerConfiguration configuration(Words words) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(FilterScript.class.getName());
        configuration.setSourceEncoding("UTF-8");
        configuration.addCompilationCustomizers(
                new ImportCustomizer()
                        .addStarImports("java.time", "org.milterflux.api", "org.milterflux.filter.script"),
                new Reading(words),
                new ASTTransformationCustomizer(ThreadInterrupt.class),
                new ASTTransformationCustomizer(CompileStatic.class));
        return configuration;
    }

    /** What the script says. */
    Map<String, Object> words() {
        return words.properties();
    }

    /** The script, not run yet. */
    FilterScript script() throws ReflectiveOperationException {
        FilterScript script = (FilterScript) type.getDeclaredConstructor().newInstance();
        script.setBinding(new Binding());
        return script;
    }

    /** Lets go of everything that Groovy keeps of the script's classes. */
    void close() {
        try {
            for (Class<?> loaded : loader.getLoadedClasses()) {
                GroovySystem.getMetaClassRegistry().removeMetaClass(loaded);
            }
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SourceException mistake(ErrorCollector collector) {
        String all = collector.getErrors().stream()
                .map(error -> error instanceof SyntaxErrorMessage syntax ? told(syntax.getCause()) : error.toString())
                .collect(Collectors.joining("; "));
        return collector.getErrors().stream()
                .filter(SyntaxErrorMessage.class::isInstance)
                .map(error -> ((SyntaxErrorMessage) error).getCause())
                .findFirst()
                .map(first -> SourceException.at(
                        source.name(),
                        first.getStartLine(),
                        first.getStartColumn(),
                        collector.getErrorCount() == 1 ? plain(first) : plain(first) + "; in all: " + all))
                .orElseGet(() -> SourceException.at(source.name(), 0, 0, all));
    }

    private static String told(SyntaxException error) {
        return error.getStartLine() + ":" + error.getStartColumn() + ": " + plain(error);
    }

    private static String plain(SyntaxException error) {
        return error.getOriginalMessage()
                .replaceFirst("^\\[Static type checking\\] - ", "")
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceFirst("\\.\\s*$", "")
                .strip();
    }
}
