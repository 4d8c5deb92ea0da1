package org.milterflux.filter.script.internal;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.milterflux.api.HeaderField;
import org.milterflux.api.result.Folding;

/** Header values as people read them (RFC 2047), and back. */
public final class HeaderText {

    private HeaderText() {}

    /** The value in one line, encoded words decoded. */
    public static String read(HeaderField field) {
        return DecoderUtil.decodeEncodedWords(field.unfolded(), DecodeMonitor.SILENT);
    }

    /** The text as the value of a field of that name. */
    public static String written(String name, String text) {
        String line = line(text);
        return Folding.fold(
                name,
                isAscii(line)
                        ? line
                        : EncoderUtil.encodeIfNecessary(line, EncoderUtil.Usage.TEXT_TOKEN, name.length() + 2));
    }

    /** The text as the new value of the field; where it holds the old one, that keeps its bytes. */
    public static String rewritten(HeaderField field, String text) {
        String before = read(field);
        int at = before.isBlank() ? -1 : text.indexOf(before);
        if (at < 0) {
            return written(field.name(), text);
        }
        String head = text.substring(0, at);
        String tail = text.substring(at + before.length());
        return isAscii(head + tail) ? line(head) + field.value() + line(tail) : written(field.name(), text);
    }

    private static String line(String text) {
        return text.replaceAll("[\\r\\n\\x00]+", " ");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
