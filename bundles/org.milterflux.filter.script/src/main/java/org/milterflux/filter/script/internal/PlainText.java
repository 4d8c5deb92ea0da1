package org.milterflux.filter.script.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.milterflux.api.Body;
import org.milterflux.api.Edit;
import org.milterflux.api.Message;

/** Appends to messages that are one plain text, and to no others. */
public final class PlainText {

    private static final String CRLF = "\r\n";
    private static final int MOST_BASE64 = 1 << 20;
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private PlainText() {}

    /** The edit that appends these lines; empty when the message cannot take them. */
    public static Optional<Edit> append(Message message, String text) {
        Optional<Charset> charset = charset(message).filter(Charset::canEncode);
        String lines = text.replaceAll("\r?\n", CRLF).stripTrailing() + CRLF;
        return charset.filter(set -> message.isPlainText() && set.newEncoder().canEncode(lines))
                .flatMap(set -> encoded(message, lines.getBytes(set)));
    }

    private static Optional<Charset> charset(Message message) {
        Matcher charset = CHARSET.matcher(message.headers()
                .first("Content-Type")
                .map(field -> field.unfolded())
                .orElse(""));
        try {
            return Optional.of(charset.find() ? Charset.forName(charset.group(1)) : US_ASCII);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Edit> encoded(Message message, byte[] lines) {
        String encoding = message.headers()
                .value("Content-Transfer-Encoding")
                .orElse("7bit")
                .strip()
                .toLowerCase(Locale.ROOT);
        try {
            return switch (encoding) {
                case "7bit" -> isAscii(lines) ? Optional.of(behind(message.body(), lines)) : Optional.empty();
                case "8bit", "binary" -> Optional.of(behind(message.body(), lines));
                case "quoted-printable" -> Optional.of(behind(message.body(), quotedPrintable(lines)));
                case "base64" -> base64(message.body(), lines);
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a line of its own. */
    private static Edit behind(Body body, byte[] lines) throws IOException {
        return Edit.appendToBody(endsInLineEnd(body) ? lines : joined(CRLF.getBytes(US_ASCII), lines));
    }

    private static boolean endsInLineEnd(Body body) throws IOException {
        if (body.isEmpty()) {
            return true;
        }
        try (InputStream in = body.stream()) {
            in.skipNBytes(body.size() - 1);
            return in.read() == '\n';
        }
    }

    private static byte[] quotedPrintable(byte[] lines) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (QuotedPrintableOutputStream out = new QuotedPrintableOutputStream(encoded, false)) {
            out.write(lines);
        }
        return encoded.toByteArray();
    }

    private static Optional<Edit> base64(Body body, byte[] lines) {
        if (body.size() > MOST_BASE64) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getDecoder().decode(body.text(US_ASCII).replaceAll("\\s", ""));
            boolean ended = content.length == 0 || content[content.length - 1] == '\n';
            byte[] whole = joined(content, ended ? lines : joined(CRLF.getBytes(US_ASCII), lines));
            return Optional.of(
                    Edit.replaceBody((Base64.getMimeEncoder().encodeToString(whole) + CRLF).getBytes(US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64 throughout
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(first.length + second.length);
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0) {
                return false;
            }
        }
        return true;
    }
}
