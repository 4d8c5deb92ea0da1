package org.milterflux.filter.rules.internal;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.milterflux.api.Edit;
import org.milterflux.api.MessageFilter;
import org.milterflux.files.FileFilter;
import org.milterflux.files.Language;
import org.milterflux.files.Source;
import org.milterflux.files.SourceException;

/** Filters in Sieve. */
final class SieveLanguage implements Language {

    private static final Map<String, Edit.Kind> EDITS = Map.of(
            "addheader", Edit.Kind.HEADERS,
            "deleteheader", Edit.Kind.HEADERS,
            "redirect", Edit.Kind.RECIPIENTS,
            "quarantine", Edit.Kind.QUARANTINE);

    private static final Set<String> BODY = Set.of("body", "size");

    @Override
    public String suffix() {
        return ".sieve";
    }

    @Override
    public FileFilter load(Source source) throws SourceException {
        SieveScript script = new SieveScript(source);
        MessageFilter filter = script::decide;
        return new FileFilter(filter, Set.of(MessageFilter.class), properties(script.words()), () -> {});
    }

    private static Map<String, Object> properties(Set<String> words) {
        EnumSet<Edit.Kind> edits = EnumSet.noneOf(Edit.Kind.class);
        EDITS.forEach((word, kind) -> {
            if (words.contains(word)) {
                edits.add(kind);
            }
        });
        return Map.of(
                "milter.edits", edits.stream().map(Enum::name).toArray(String[]::new),
                "milter.body", words.stream().anyMatch(BODY::contains));
    }
}
