package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Edit;
import org.milterflux.api.Headers;
import org.milterflux.api.Message;
import org.milterflux.api.Sender;
import org.milterflux.api.Settings;
import org.milterflux.api.Splice;

/**
 * Decides how a message gets the footer, if it may have it.
 *
 * @param text what to append to plain text
 * @param html what to put into HTML
 * @param maxReencodedBytes the largest text that is written anew, and the largest HTML
 */
record Footer(FooterText text, HtmlText html, long maxReencodedBytes) {

    static final long REENCODED_BYTES = 1 << 20;
    static final long MOST_REENCODED_BYTES = 64 << 20;

    private static final String HAS_IT = "the body has the footer already";
    private static final String MIME_VERSION = "MIME-Version";

    /** Reads the settings that {@link FooterConfiguration} describes, and the files that they name. */
    static Footer of(Settings settings) {
        FooterText text = FooterText.of(settings);
        return new Footer(
                text,
                HtmlText.of(settings, text),
                settings.number("maxReencodedBytes", REENCODED_BYTES, 0, MOST_REENCODED_BYTES));
    }

    /**
     * The edits that give the message the footer.
     *
     * @throws LeftAloneException when it may not have it
     */
    List<Edit> appendTo(Message message) throws IOException {
        MimeValue type = TextPart.only(message.headers(), TextPart.CONTENT_TYPE, "text/plain");
        return Entity.isLookedInto(type.word()) ? toMultipart(message) : toText(message, type);
    }

    private List<Edit> toText(Message message, MimeValue type) throws IOException {
        Headers headers = message.headers();
        Source source = Source.of(message.body());
        Written written = written(headers, type, source, announcesEightBit(message.sender()))
                .orElseThrow(() -> new LeftAloneException(HAS_IT));
        List<Edit> edits = new ArrayList<>(written.header());
        if (!edits.isEmpty() && headers.first(MIME_VERSION).isEmpty()) {
            edits.add(Edit.addHeader(MIME_VERSION, "1.0"));
        }
        edits.add(bodyEdit(written, source));
        return edits;
    }

    private static Edit bodyEdit(Written written, Source source) {
        if (written.anew()) {
            return Edit.replaceBody(written.bytes());
        }
        return written.splice().offset() == source.end()
                ? Edit.appendToBody(written.bytes())
                : Edit.spliceBody(List.of(written.splice()));
    }

    private List<Edit> toMultipart(Message message) throws IOException {
        MimeWalk.Found found = MimeWalk.read(message.headers(), message.body());
        LeftAloneException.when(found.root().isProtected(), "a part is signed or encrypted");
        List<Entity> leaves = Leaves.of(found.root());
        LeftAloneException.when(leaves.isEmpty(), "there is no text to append to");
        List<Splice> splices = new ArrayList<>();
        for (Entity leaf : leaves) {
            // RFC 2045 §6.4: the multipart around it says 7bit, so its parts may not become 8bit.
            Optional<Written> written = written(leaf.headers(), leaf.type(), leaf.source(), false);
            if (written.isPresent()) {
                requireNoBoundary(written.get(), found.boundaries());
                splices.addAll(leaf.header().splices(written.get().header()));
                splices.add(written.get().splice());
            }
        }
        LeftAloneException.when(splices.isEmpty(), HAS_IT);
        return List.of(Edit.spliceBody(splices));
    }

    private Optional<Written> written(Headers headers, MimeValue type, Source source, boolean eightBit)
            throws IOException {
        boolean isHtml = type.word().equals("text/html");
        TextPart part = TextPart.of(headers, isHtml ? "text/html" : "text/plain");
        if (isHtml) {
            PlainPart.requireSmall(source, maxReencodedBytes);
            return new HtmlPart(part, source, html).withFooter();
        }
        return new PlainPart(headers, part, source, text, eightBit, maxReencodedBytes).withFooter();
    }

    private static void requireNoBoundary(Written written, List<String> boundaries) throws LeftAloneException {
        boolean holdsOne = new String(written.bytes(), ISO_8859_1)
                .lines()
                .map(String::stripTrailing)
                .anyMatch(line -> boundaries.stream()
                        .anyMatch(boundary -> line.equals("--" + boundary) || line.equals("--" + boundary + "--")));
        LeftAloneException.when(holdsOne, "the text with its footer would hold a boundary");
    }

    /** RFC 6152, RFC 3030: the client said that the body is not 7bit, so the MTA converts it for those who want that. */
    private static boolean announcesEightBit(Sender sender) {
        return sender.arguments().stream()
                .anyMatch(argument ->
                        argument.equalsIgnoreCase("BODY=8BITMIME") || argument.equalsIgnoreCase("BODY=BINARYMIME"));
    }
}
