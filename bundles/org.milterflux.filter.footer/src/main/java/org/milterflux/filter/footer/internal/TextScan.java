package org.milterflux.filter.footer.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** What one reading of a text tells of it, in bounded memory whatever its size. */
final class TextScan {

    private static final int CHUNK = 8192;

    /** RFC 9580 §6.2: how every armored message, signature and key begins; always at the beginning of a line. */
    private static final String PGP_ARMOR = "\n-----BEGIN PGP ";

    private static final String LINE_END = "\r\n";

    private final CharsetDecoder decoder;
    private final String name;
    private final String footer;
    private final int longestSearch;

    /** The latest characters, as many as a search needs. The text begins as if after a line end. */
    private final StringBuilder window = new StringBuilder(LINE_END);

    private long bytes;
    private long chars;
    private boolean ascii = true;
    private boolean eightBit;
    private boolean hasFooter;
    private boolean hasArmor;
    private boolean cutOff;

    private TextScan(Charset charset, String footer) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.name = charset.name();
        this.footer = LINE_END + footer;
        this.longestSearch = Math.max(this.footer.length(), PGP_ARMOR.length());
    }

    /**
     * Reads a content to its end.
     *
     * @param footer whole lines, each with its CRLF, to look for
     * @throws LeftAloneException when the bytes are not in the charset
     */
    static TextScan read(Content content, Charset charset, String footer) throws IOException {
        TextScan scan = new TextScan(charset, footer);
        scan.readAll(content);
        return scan;
    }

    /** Whether there is no character at all. */
    boolean isEmpty() {
        return chars == 0;
    }

    /** Whether the last line lacks its line end. */
    boolean endsInMidLine() {
        return window.charAt(window.length() - 1) != '\n';
    }

    /** Whether every byte is an ASCII character, so that the same bytes are this text in UTF-8. */
    boolean isAscii() {
        return ascii && bytes == chars;
    }

    /** Whether any byte is above 0x7F. */
    boolean isEightBit() {
        return eightBit;
    }

    /** Whether the lines looked for are in the text. */
    boolean hasFooter() {
        return hasFooter;
    }

    /** Whether an OpenPGP armor begins in the text. */
    boolean hasArmor() {
        return hasArmor;
    }

    /** Whether the encoded form ends within a soft line break. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether the bytes, put behind this text, are read as the other text: not so in the midst of a shift sequence. */
    boolean goesOn(byte[] more, String text) {
        CharBuffer read = CharBuffer.allocate(text.length() + 1);
        boolean whole = decoder.decode(ByteBuffer.wrap(more), read, true).isUnderflow();
        return whole && read.flip().toString().equals(text);
    }

    private void readAll(Content content) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(CHUNK);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        int count = content.read(in.array());
        while (count >= 0) {
            int kept = in.position();
            note(in.array(), kept, count);
            in.limit(kept + count).position(0);
            decode(in, out);
            in.compact();
            count = content.read(in.array(), in.position(), in.remaining());
        }
        if (in.position() > 0) {
            throw mislabelled();
        }
        cutOff = content.isCutOff();
        hasFooter |= window.append(LINE_END).indexOf(footer) >= 0;
        window.setLength(window.length() - LINE_END.length());
    }

    private void note(byte[] array, int from, int count) {
        bytes += count;
        for (int i = from; i < from + count && !eightBit; i++) {
            eightBit = array[i] < 0;
        }
    }

    private void decode(ByteBuffer in, CharBuffer out) throws LeftAloneException {
        CoderResult result;
        do {
            result = decoder.decode(in, out, false);
            if (result.isError()) {
                throw mislabelled();
            }
            take(out.flip());
            out.clear();
        } while (result.isOverflow());
    }

    private void take(CharBuffer text) {
        chars += text.remaining();
        ascii = ascii && text.chars().allMatch(c -> c < 0x80);
        window.append(text);
        hasFooter = hasFooter || window.indexOf(footer) >= 0;
        hasArmor = hasArmor || window.indexOf(PGP_ARMOR) >= 0;
        window.delete(0, Math.max(0, window.length() - longestSearch));
    }

    private LeftAloneException mislabelled() {
        return new LeftAloneException("the body is not in its charset " + name);
    }
}
