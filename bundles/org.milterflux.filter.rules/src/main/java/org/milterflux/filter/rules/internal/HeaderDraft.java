package org.milterflux.filter.rules.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;
import org.milterflux.api.result.Folding;

/** The header as a script left it so far. */
final class HeaderDraft {

    private final List<HeaderField> fields;
    private final List<HeaderField> came;

    HeaderDraft(Headers headers) {
        came = headers.fields();
        fields = new ArrayList<>(came);
    }

    /** The fields of the name, top to bottom. */
    List<HeaderField> named(String name) {
        return fields.stream().filter(field -> field.isNamed(name)).toList();
    }

    /** Their values as people read them (RFC 2047). */
    List<String> values(String name) {
        return named(name).stream().map(HeaderDraft::read).toList();
    }

    /** The value of one field as people read it. */
    static String read(HeaderField field) {
        return DecoderUtil.decodeEncodedWords(field.unfolded(), DecodeMonitor.SILENT)
                .strip();
    }

    /** The names there are. */
    List<String> names() {
        return fields.stream().map(HeaderField::name).distinct().toList();
    }

    /** Adds a field above all others, or below them. */
    void add(String name, String value, boolean last) {
        String encoded = EncoderUtil.encodeIfNecessary(
                value.replaceAll("[\\r\\n\\x00]+", " "), EncoderUtil.Usage.TEXT_TOKEN, name.length() + 2);
        HeaderField field = HeaderField.of(name, " " + Folding.fold(name, encoded));
        fields.add(last ? fields.size() : 0, field);
    }

    /** Takes a field away. */
    void delete(HeaderField field) {
        fields.remove(field);
    }

    /** What makes this header of the one that came. */
    List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        came.stream()
                .filter(field -> !fields.contains(field))
                .map(Edit::deleteHeader)
                .forEach(edits::add);
        int first = firstThatCame().orElse(0);
        for (int i = first - 1; i >= 0; i--) {
            HeaderField field = fields.get(i);
            edits.add(Edit.insertHeader(Placement.belowReceived(), field.name(), field.value()));
        }
        fields.subList(first, fields.size()).stream()
                .filter(field -> !came.contains(field))
                .map(field -> Edit.addHeader(field.name(), field.value()))
                .forEach(edits::add);
        return edits;
    }

    private Optional<Integer> firstThatCame() {
        return fields.stream().filter(came::contains).findFirst().map(fields::indexOf);
    }
}
