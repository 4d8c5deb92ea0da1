package org.milterflux.filter.spamassassin.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Message;
import org.milterflux.engine.WholeMessage;

/**
 * Makes a message a report with the message attached, as SpamAssassin's {@code report_safe 1} does (RFC 2046 §5.1, §5.2.1). The body
 * is not read: a beginning is put before it and an end after it.
 */
final class Wrapping {

    private Wrapping() {}

    /** @param boundary that cannot occur in the body */
    static List<Edit> of(Message message, String report, String boundary) {
        List<Edit> edits = new ArrayList<>();
        for (HeaderField field : message.headers()) {
            String name = field.name().stripTrailing().toLowerCase(Locale.ROOT);
            if (name.startsWith("content-") || name.equals("mime-version")) {
                edits.add(Edit.deleteHeader(field));
            }
        }
        edits.add(Edit.addHeader("MIME-Version", "1.0"));
        edits.add(Edit.addHeader("Content-Type", "multipart/mixed;\n\tboundary=\"" + boundary + "\""));
        edits.add(Edit.addHeader("Content-Transfer-Encoding", "8bit"));
        edits.add(Edit.prependToBody(beginning(message, report, boundary)));
        edits.add(Edit.appendToBody(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII)));
        return edits;
    }

    private static byte[] beginning(Message message, String report, String boundary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String text = "This is a multi-part message in MIME format.\r\n\r\n--" + boundary
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n" + report.replaceAll("\r?\n", "\r\n") + "\r\n--" + boundary
                + "\r\nContent-Type: message/rfc822; x-spam-type=original\r\nContent-Description: original message\r\n"
                + "Content-Disposition: attachment\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        out.writeBytes(text.getBytes(ISO_8859_1));
        out.writeBytes(WholeMessage.of(message).head());
        return out.toByteArray();
    }
}
