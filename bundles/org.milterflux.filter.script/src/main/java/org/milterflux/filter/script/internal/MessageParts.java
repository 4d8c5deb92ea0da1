package org.milterflux.filter.script.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.MimeParameterMapping;
import org.milterflux.api.Message;
import org.milterflux.filter.script.Attachment;

/**
 * What a walk through the MIME structure of a message finds.
 *
 * @param text of the text parts, the first {@value #MOST_TEXT} characters
 * @param attachments in order
 */
public record MessageParts(String text, List<Attachment> attachments) {

    private static final int MOST_TEXT = 1_000_000;

    /** The work of the parser grows with the square of the depth. */
    private static final int DEEPEST = 50;

    private static final MimeConfig LIMITS = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(1_000)
            .setMaxHeaderLen(100_000)
            .build();

    public MessageParts {
        attachments = List.copyOf(attachments);
    }

    /**
     * Reads the body once.
     *
     * @throws IllegalArgumentException when it is nested or made so that nobody can be meant to read it
     */
    public static MessageParts of(Message message) {
        Walk walk = new Walk();
        try (InputStream body = message.body().stream()) {
            walk.through(new SequenceInputStream(new ByteArrayInputStream(header(message)), body));
        } catch (IOException | MimeException e) {
            throw new IllegalArgumentException("the MIME structure cannot be read: " + e.getMessage(), e);
        }
        return new MessageParts(walk.text.toString(), walk.attachments);
    }

    /** As much of it as a parser needs to understand the body. */
    private static byte[] header(Message message) {
        StringBuilder header = new StringBuilder();
        message.headers().fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith("content-"))
                .forEach(field -> header.append(field.name())
                        .append(": ")
                        .append(field.value().replace("\n", "\r\n"))
                        .append("\r\n"));
        return header.append("\r\n").toString().getBytes(UTF_8);
    }

    /** One reading. */
    private static final class Walk {

        private final StringBuilder text = new StringBuilder();
        private final List<Attachment> attachments = new ArrayList<>();
        private final Map<String, RawBody> fields = new HashMap<>();
        private int depth;

        void through(InputStream in) throws IOException, MimeException {
            MimeTokenStream tokens = new MimeTokenStream(LIMITS);
            tokens.parse(in);
            while (true) {
                switch (tokens.getState()) {
                    case T_START_HEADER -> fields.clear();
                    case T_FIELD -> note(tokens.getField());
                    case T_START_MULTIPART -> deeper();
                    case T_START_MESSAGE -> {
                        attach("message/rfc822");
                        deeper();
                    }
                    case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                    case T_BODY -> leaf(tokens);
                    case T_END_OF_STREAM -> {
                        return;
                    }
                    default -> {}
                }
                tokens.next();
            }
        }

        private void deeper() throws MimeException {
            depth++;
            if (depth > DEEPEST) {
                throw new MimeException("it is nested more than " + DEEPEST + " deep");
            }
        }

        private void note(Field field) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith("content-")) {
                fields.putIfAbsent(name, RawFieldParser.DEFAULT.parseRawBody(raw(field)));
            }
        }

        private static RawField raw(Field field) {
            return field instanceof RawField raw ? raw : new RawField(field.getName(), field.getBody());
        }

        private void leaf(MimeTokenStream tokens) throws IOException {
            String type = tokens.getBodyDescriptor().getMimeType();
            if (!attach(type) && type.startsWith("text/")) {
                read(new InputStreamReader(
                        tokens.getDecodedInputStream(),
                        charset(tokens.getBodyDescriptor().getCharset())));
            }
        }

        private boolean attach(String type) {
            String name = name();
            RawBody disposition = fields.get("content-disposition");
            boolean saved = disposition != null && "attachment".equalsIgnoreCase(disposition.getValue());
            if (!saved && name.isEmpty()) {
                return false;
            }
            attachments.add(new Attachment(name, type.toLowerCase(Locale.ROOT)));
            return true;
        }

        private String name() {
            String name = parameter("content-disposition", "filename");
            return name.isEmpty() ? parameter("content-type", "name") : name;
        }

        /** Long and foreign names are written in several ways (RFC 2231, or RFC 2047 against the standard). */
        private String parameter(String field, String parameter) {
            RawBody body = fields.get(field);
            if (body == null) {
                return "";
            }
            MimeParameterMapping parameters = new MimeParameterMapping();
            for (NameValuePair pair : body.getParams()) {
                parameters.addParameter(pair.getName(), pair.getValue() == null ? "" : pair.getValue());
            }
            String value = parameters.get(parameter);
            return value == null ? "" : DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
        }

        private void read(Reader reader) throws IOException {
            char[] some = new char[8192];
            int count = reader.read(some);
            while (count >= 0 && text.length() < MOST_TEXT) {
                text.append(some, 0, Math.min(count, MOST_TEXT - text.length()));
                count = reader.read(some);
            }
        }

        private static Charset charset(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException e) {
                return ISO_8859_1; // has a character for every byte
            }
        }
    }
}
