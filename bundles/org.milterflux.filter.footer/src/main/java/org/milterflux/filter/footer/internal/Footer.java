package org.milterflux.filter.footer.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.milterflux.api.Body;
import org.milterflux.api.Edit;
import org.milterflux.api.Message;
import org.milterflux.api.Sender;
import org.milterflux.api.Settings;

/**
 * Decides how a message gets the footer, if it may have it.
 *
 * <p>The body is read once, in bounded memory. When its bytes can stay as they are, the footer is appended to them, whatever
 * their number; else the body is written anew, up to a bound.
 *
 * @param text what to append
 * @param maxReencodedBytes the largest body that is written anew
 */
record Footer(FooterText text, long maxReencodedBytes) {

    private static final byte[] CRLF = {'\r', '\n'};

    static final long REENCODED_BYTES = 1 << 20;
    static final long MOST_REENCODED_BYTES = 64 << 20;

    /** Reads the settings that {@link FooterConfiguration} describes. */
    static Footer of(Settings settings) {
        return new Footer(
                FooterText.of(settings),
                settings.number("maxReencodedBytes", REENCODED_BYTES, 0, MOST_REENCODED_BYTES));
    }

    /**
     * The edits that give the message the footer.
     *
     * @throws LeftAloneException when it may not have it
     */
    List<Edit> appendTo(Message message) throws IOException {
        TextPart part = TextPart.of(message.headers());
        TextScan scan = scan(message.body(), part);
        String addition = text.after(scan, part.flowed());
        Rewriting rewriting = Rewriting.of(part, scan, addition, announcesEightBit(message.sender()));
        List<Edit> edits = new ArrayList<>(PartHeaders.edits(message.headers(), rewriting));
        edits.add(
                rewriting.keepsBytes()
                        ? append(rewriting, scan, addition)
                        : rewrite(message.body(), rewriting, addition));
        return edits;
    }

    private TextScan scan(Body body, TextPart part) throws IOException {
        if (!part.encoding().isAppendable()) {
            requireSmall(body);
        }
        try (InputStream encoded = body.stream()) {
            Content content = part.encoding().decode(encoded);
            TextScan scan = TextScan.read(content, part.charset(), text.block(part.flowed()));
            LeftAloneException.when(scan.hasFooter(), "the body has the footer already");
            LeftAloneException.when(scan.hasArmor(), "the body is signed or encrypted with OpenPGP");
            return scan;
        }
    }

    private static Edit append(Rewriting rewriting, TextScan scan, String addition) throws IOException {
        byte[] endOfSoftBreak = scan.isCutOff() ? CRLF : new byte[0];
        byte[] more = addition.getBytes(rewriting.to().charset());
        return Edit.appendToBody(join(endOfSoftBreak, rewriting.to().encoding().encode(more)));
    }

    private Edit rewrite(Body body, Rewriting rewriting, String addition) throws IOException {
        requireSmall(body);
        try (InputStream encoded = body.stream()) {
            byte[] before = rewriting.from().encoding().decode(encoded).readAllBytes();
            byte[] more = addition.getBytes(rewriting.to().charset());
            return Edit.replaceBody(rewriting.to().encoding().encode(join(rewriting.content(before), more)));
        }
    }

    private void requireSmall(Body body) throws LeftAloneException {
        LeftAloneException.when(
                body.size() > maxReencodedBytes,
                "the body must be written anew, and its " + body.size() + " bytes are more than maxReencodedBytes = "
                        + maxReencodedBytes);
    }

    /** RFC 6152, RFC 3030: the client said that the body is not 7bit, so the MTA converts it for those who want that. */
    private static boolean announcesEightBit(Sender sender) {
        return sender.arguments().stream()
                .anyMatch(argument ->
                        argument.equalsIgnoreCase("BODY=8BITMIME") || argument.equalsIgnoreCase("BODY=BINARYMIME"));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
