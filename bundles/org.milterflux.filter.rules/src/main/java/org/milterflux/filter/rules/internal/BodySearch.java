package org.milterflux.filter.rules.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.milterflux.api.Message;

/** Looks for phrases in bodies (RFC 5173), whatever their case, in bounded memory. */
final class BodySearch {

    /** The work of the parser grows with the square of the depth. */
    private static final int DEEPEST = 50;

    private static final MimeConfig LIMITS = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(1_000)
            .setMaxHeaderLen(100_000)
            .build();

    private BodySearch() {}

    /** §5.1: in the body as it came. */
    static boolean raw(Message message, List<String> phrases) {
        try (InputStream body = message.body().stream()) {
            return isIn(new InputStreamReader(body, UTF_8), phrases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** §5.2: in the parts of these types, decoded. */
    static boolean content(Message message, List<String> types, List<String> phrases) {
        try (InputStream body = message.body().stream()) {
            return isInParts(new SequenceInputStream(header(message), body), types, phrases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MimeException e) {
            throw new IllegalArgumentException("the MIME structure cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream header(Message message) {
        StringBuilder header = new StringBuilder();
        message.headers().fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith("content-"))
                .forEach(field -> header.append(field.name())
                        .append(": ")
                        .append(field.value().replace("\n", "\r\n"))
                        .append("\r\n"));
        return new ByteArrayInputStream(header.append("\r\n").toString().getBytes(UTF_8));
    }

    private static boolean isInParts(InputStream in, List<String> types, List<String> phrases)
            throws IOException, MimeException {
        MimeTokenStream tokens = new MimeTokenStream(LIMITS);
        tokens.parse(in);
        int depth = 0;
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_MULTIPART, T_START_MESSAGE -> depth++;
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_BODY -> {
                    if (isOf(types, tokens.getBodyDescriptor().getMimeType()) && isIn(reader(tokens), phrases)) {
                        return true;
                    }
                }
                default -> {}
            }
            if (depth > DEEPEST) {
                throw new MimeException("it is nested more than " + DEEPEST + " deep");
            }
        }
        return false;
    }

    /** An empty type is every type, one without slash every subtype. */
    private static boolean isOf(List<String> types, String type) {
        String part = type.toLowerCase(Locale.ROOT);
        return types.stream()
                .map(wanted -> wanted.toLowerCase(Locale.ROOT))
                .anyMatch(wanted -> wanted.isEmpty()
                        || part.equals(wanted)
                        || (!wanted.contains("/") && part.startsWith(wanted + "/")));
    }

    private static Reader reader(MimeTokenStream tokens) {
        Charset charset;
        try {
            charset = Charset.forName(tokens.getBodyDescriptor().getCharset());
        } catch (IllegalArgumentException e) {
            charset = ISO_8859_1; // has a character for every byte
        }
        return new InputStreamReader(tokens.getDecodedInputStream(), charset);
    }

    private static boolean isIn(Reader text, List<String> phrases) throws IOException {
        List<String> wanted =
                phrases.stream().map(phrase -> phrase.toLowerCase(Locale.ROOT)).toList();
        int longest = wanted.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder window = new StringBuilder();
        char[] some = new char[8192];
        int count = text.read(some);
        while (count >= 0) {
            window.append(new String(some, 0, count).toLowerCase(Locale.ROOT));
            if (wanted.stream().anyMatch(phrase -> window.indexOf(phrase) >= 0)) {
                return true;
            }
            window.delete(0, Math.max(0, window.length() - longest));
            count = text.read(some);
        }
        return wanted.contains("");
    }
}
