package org.milterflux.filter.rspamd.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Placement;
import org.milterflux.api.result.ResultHeader;
import tools.jackson.databind.JsonNode;

/**
 * Gathers the edits of one message: fields go first, each once, then others come. For one thread.
 *
 * <p>What rspamd orders is what its own milter does for it ({@code rspamd_milter_process_milter_block}).
 */
final class Changes {

    private final Headers headers;
    private final Set<HeaderField> deleted = new LinkedHashSet<>();
    private final List<Edit> additions = new ArrayList<>();
    private final List<String> given = new ArrayList<>();

    Changes(Headers headers) {
        this.headers = headers;
    }

    /** All of them, in order. */
    List<Edit> edits() {
        List<Edit> all =
                new ArrayList<>(deleted.stream().map(Edit::deleteHeader).toList());
        all.addAll(additions);
        return all;
    }

    void add(Edit edit) {
        additions.add(edit);
    }

    /** Takes out what came in under the name: it is the sender's word. */
    void strip(ResultHeader header) {
        header.strip(headers).forEach(edit -> deleted.add(((Edit.DeleteHeader) edit).field()));
    }

    /** Writes it in place of what came in, unless rspamd itself gave a field of the name. */
    void write(ResultHeader header, String value) {
        strip(header);
        if (given.stream().noneMatch(header.name()::equalsIgnoreCase)) {
            additions.addAll(header.write(new Headers(List.of()), value));
        }
    }

    /** Gives the message this subject. */
    void subject(String value) {
        String clean = fieldValue(value);
        headers.first("Subject")
                .filter(field -> !deleted.contains(field) && !clean.isEmpty())
                .map(field -> Edit.changeHeader(field, clean))
                .or(() -> Optional.of(Edit.addHeader("Subject", clean)))
                .ifPresent(additions::add);
    }

    /** Signatures go above everything that came with the message, the first of them on top. */
    void sign(List<String> signatures) {
        for (int i = signatures.size() - 1; i >= 0; i--) {
            additions.add(
                    Edit.insertHeader(Placement.belowReceived(), "DKIM-Signature", fieldValue(signatures.get(i))));
        }
    }

    /** The {@code milter} object of an answer. */
    void order(JsonNode milter) {
        milter.path("remove_headers").properties().forEach(entry -> remove(entry.getKey(), entry.getValue()));
        milter.path("add_headers").properties().forEach(entry -> insert(entry.getKey(), entry.getValue()));
        Answer.text(milter.path("change_from"))
                .map(Changes::bare)
                .map(Edit::changeSender)
                .ifPresent(additions::add);
        Answer.texts(milter.path("add_rcpt")).stream()
                .map(Changes::bare)
                .map(Edit::addRecipient)
                .forEach(additions::add);
        Answer.texts(milter.path("del_rcpt")).stream()
                .map(Changes::bare)
                .map(Edit::deleteRecipient)
                .forEach(additions::add);
    }

    /** Which one of the name: from the top from 1, from the end from -1; 0 is all. */
    private void remove(String name, JsonNode which) {
        if (which.isArray()) {
            which.valueStream().forEach(one -> remove(name, one));
            return;
        }
        List<HeaderField> fields = headers.named(name).toList();
        int number = which.asInt(0);
        int index = number > 0 ? number - 1 : fields.size() + number;
        if (number == 0) {
            deleted.addAll(fields);
        } else if (index >= 0 && index < fields.size()) {
            deleted.add(fields.get(index));
        }
    }

    /** A text, an object with value and order, or an array of such. */
    private void insert(String name, JsonNode field) {
        if (field.isArray()) {
            field.valueStream().forEach(one -> insert(name, one));
            return;
        }
        Answer.text(field.isObject() ? field.path("value") : field).ifPresent(text -> {
            String value = fieldValue(text);
            given.add(name);
            JsonNode order = field.path("order").isNumber() ? field.path("order") : field.path("index");
            additions.add(
                    order.isNumber()
                            ? Edit.insertRawHeader(position(order.asInt()), name, " " + value)
                            : Edit.addHeader(name, value));
        });
    }

    /** A negative one counts from the end. */
    private int position(int order) {
        return order >= 0 ? order : Math.max(0, headers.fields().size() + order + 1);
    }

    /** In the form of {@link Edit}: lines that LF ends, each further one with white space in front. */
    private static String fieldValue(String text) {
        return text.strip().replace("\u0000", "").replaceAll("[\r\n]+[ \t]*", "\n\t");
    }

    private static String bare(String address) {
        String clean = address.strip();
        return clean.startsWith("<") && clean.endsWith(">") ? clean.substring(1, clean.length() - 1) : clean;
    }
}
