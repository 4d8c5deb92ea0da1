package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;

/**
 * How a text is written before and after it got its footer.
 *
 * @param keepsBytes whether the bytes of the body stay as they are and the footer is only put behind them
 */
record Rewriting(TextPart from, TextPart to, boolean keepsBytes) {

    /**
     * Changes as little as the footer allows: the charset when it lacks a character, to UTF-8; 7bit when that becomes untrue.
     *
     * @param eightBitAnnounced whether the MTA knows that the message may not be 7bit, and converts it where it must
     */
    static Rewriting of(TextPart from, TextScan text, String addition, boolean eightBitAnnounced) {
        Charset charset = canGoOn(from.charset(), text, addition) ? from.charset() : UTF_8;
        boolean sameContent = charset.equals(from.charset()) || text.isAscii();
        boolean eightBit = !sameContent || isEightBit(addition.getBytes(charset));
        boolean becomesEightBit = from.encoding() == TransferEncoding.SEVEN_BIT && eightBit && !text.isEightBit();
        TransferEncoding encoding = becomesEightBit ? beyondSevenBit(eightBitAnnounced) : from.encoding();
        boolean sameEncoding = encoding.isIdentity() == from.encoding().isIdentity();
        boolean keepsBytes = sameContent && sameEncoding && encoding.isAppendable();
        return new Rewriting(from, new TextPart(charset, encoding, from.flowed()), keepsBytes);
    }

    /** RFC 6152: without the announcement a message must not hold 8-bit bytes, and MTAs send them on as they are. */
    private static TransferEncoding beyondSevenBit(boolean eightBitAnnounced) {
        return eightBitAnnounced ? TransferEncoding.EIGHT_BIT : TransferEncoding.QUOTED_PRINTABLE;
    }

    private static boolean canGoOn(Charset charset, TextScan text, String addition) {
        return charset.canEncode()
                && charset.newEncoder().canEncode(addition)
                && text.goesOn(addition.getBytes(charset), addition);
    }

    private static boolean isEightBit(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0) {
                return true;
            }
        }
        return false;
    }

    /** The content in the charset after the change. */
    byte[] content(byte[] before) {
        return from.charset().equals(to.charset()) ? before : new String(before, from.charset()).getBytes(to.charset());
    }
}
