package org.milterflux.filter.footer.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.milterflux.api.Headers;

/**
 * Puts the footer below a plain text.
 *
 * <p>The text is read once, in bounded memory. When its bytes can stay as they are, the footer is appended to them, whatever
 * their number; else the text is written anew.
 *
 * @param eightBitAnnounced whether the MTA knows that the message may not be 7bit, and converts it where it must
 * @param maxReencodedBytes the largest text that is written anew
 */
record PlainPart(
        Headers headers,
        TextPart part,
        Source source,
        FooterText text,
        boolean eightBitAnnounced,
        long maxReencodedBytes) {

    private static final byte[] CRLF = {'\r', '\n'};

    /** The text with its footer; empty when it has it. */
    Optional<Written> withFooter() throws IOException {
        TextScan scan = scan();
        LeftAloneException.when(scan.hasArmor(), "the body is signed or encrypted with OpenPGP");
        if (scan.hasFooter()) {
            return Optional.empty();
        }
        String addition = text.after(scan, part.flowed());
        Rewriting rewriting = Rewriting.of(part, scan, addition, eightBitAnnounced);
        return Optional.of(rewriting.keepsBytes() ? append(rewriting, scan, addition) : rewrite(rewriting, addition));
    }

    private TextScan scan() throws IOException {
        if (!part.encoding().isAppendable()) {
            requireSmall(source, maxReencodedBytes);
        }
        try (InputStream encoded = source.stream()) {
            return TextScan.read(part.encoding().decode(encoded), part.charset(), text.block(part.flowed()));
        }
    }

    private Written append(Rewriting rewriting, TextScan scan, String addition) throws IOException {
        byte[] endOfSoftBreak = scan.isCutOff() ? CRLF : new byte[0];
        byte[] more = rewriting
                .to()
                .encoding()
                .encode(addition.getBytes(rewriting.to().charset()));
        return Written.inserted(PartHeaders.edits(headers, rewriting), source.end(), join(endOfSoftBreak, more));
    }

    private Written rewrite(Rewriting rewriting, String addition) throws IOException {
        requireSmall(source, maxReencodedBytes);
        try (InputStream encoded = source.stream()) {
            byte[] before = rewriting.from().encoding().decode(encoded).readAllBytes();
            byte[] more = addition.getBytes(rewriting.to().charset());
            byte[] anew = rewriting.to().encoding().encode(join(rewriting.content(before), more));
            return Written.anew(PartHeaders.edits(headers, rewriting), source, anew);
        }
    }

    /** What is written anew is held in memory. */
    static void requireSmall(Source source, long maxReencodedBytes) throws LeftAloneException {
        LeftAloneException.when(
                source.size() > maxReencodedBytes,
                "the body must be written anew, and its " + source.size() + " bytes are more than maxReencodedBytes = "
                        + maxReencodedBytes);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
