package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.milterflux.api.Bytes;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Splice;
import org.milterflux.testing.TestMessage;

/** A message as it lies in a file, one character a byte, and as an MTA stores it with edits made. */
record MailFile(Map<HeaderField, String> header, TestMessage message, String body) {

    private static final Pattern FIELD_END = Pattern.compile("\r\n(?![ \t])");

    static MailFile of(byte[] file) {
        String text = new String(file, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String body = text.substring(end + 4);
        TestMessage message = TestMessage.of(body.getBytes(ISO_8859_1));
        for (String field : FIELD_END.splitAsStream(text.substring(0, end)).toList()) {
            int colon = field.indexOf(':');
            message = message.withHeader(
                    field.substring(0, colon),
                    field.substring(colon + 1).replace("\r\n", "\n").stripLeading());
        }
        Map<HeaderField, String> header = new LinkedHashMap<>();
        message.headers().forEach(field -> header.put(field, field.value()));
        return new MailFile(header, message, body);
    }

    byte[] with(List<Edit> edits) {
        Map<HeaderField, String> fields = new LinkedHashMap<>(header);
        List<String> added = new ArrayList<>();
        String edited = body;
        for (Edit edit : edits) {
            if (edit instanceof Edit.ChangeHeader change) {
                fields.put(change.field(), change.value());
            } else if (edit instanceof Edit.AddHeader add) {
                added.add(add.name() + ": " + add.value());
            } else if (edit instanceof Edit.AppendToBody append) {
                edited = edited + text(append.bytes());
            } else if (edit instanceof Edit.ReplaceBody replace) {
                edited = text(replace.bytes());
            } else {
                edited = spliced(edited, ((Edit.SpliceBody) edit).splices());
            }
        }
        String head = fields.entrySet().stream()
                .map(field -> field.getKey().name() + ": " + field.getValue().replace("\n", "\r\n") + "\r\n")
                .collect(Collectors.joining());
        String more = added.stream().map(field -> field + "\r\n").collect(Collectors.joining());
        return (head + more + "\r\n" + edited).getBytes(ISO_8859_1);
    }

    private static String spliced(String body, List<Splice> splices) {
        StringBuilder out = new StringBuilder(body);
        for (int i = splices.size() - 1; i >= 0; i--) {
            Splice splice = splices.get(i);
            out.replace((int) splice.offset(), (int) splice.end(), text(splice.bytes()));
        }
        return out.toString();
    }

    static String text(Bytes bytes) {
        return ISO_8859_1.decode(bytes.buffer()).toString();
    }
}
