package org.milterflux.filter.footer.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts the footer into an HTML text; every other byte of the HTML stays. */
record HtmlPart(TextPart part, Source source, HtmlText footer) {

    /** The text with its footer; empty when it has it. */
    Optional<Written> withFooter() throws IOException {
        byte[] content = content();
        HtmlPage page = HtmlPage.of(text(content));
        LeftAloneException.when(
                page.html().contains("-----BEGIN PGP "), "the body is signed or encrypted with OpenPGP");
        if (page.has(footer)) {
            return Optional.empty();
        }
        byte[] before = bytes(page.html().substring(0, page.placeFor(footer)));
        LeftAloneException.when(
                !Arrays.equals(before, Arrays.copyOf(content, before.length)),
                "the HTML is not written plainly in " + part.charset());
        byte[] more = bytes(footer.block());
        LeftAloneException.when(more.length != footer.block().length(), part.charset() + " is no superset of ASCII");
        return Optional.of(
                part.encoding().isIdentity()
                        ? Written.inserted(List.of(), source.offset() + before.length, more)
                        : anew(content, before.length, more));
    }

    private byte[] content() throws IOException {
        try (InputStream encoded = source.stream()) {
            return part.encoding().decode(encoded).readAllBytes();
        }
    }

    private Written anew(byte[] content, int place, byte[] more) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(content.length + more.length);
        all.write(content, 0, place);
        all.writeBytes(more);
        all.write(content, place, content.length - place);
        return Written.anew(List.of(), source, part.encoding().encode(all.toByteArray()));
    }

    private String text(byte[] content) throws LeftAloneException {
        try {
            return part.charset().newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new LeftAloneException("the body is not in its charset " + part.charset());
        }
    }

    private byte[] bytes(String text) throws LeftAloneException {
        Charset charset = part.charset();
        LeftAloneException.when(!charset.canEncode(), "nothing can be written in " + charset);
        return text.getBytes(charset);
    }
}
