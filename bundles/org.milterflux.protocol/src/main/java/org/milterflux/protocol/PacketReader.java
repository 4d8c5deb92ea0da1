package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of one complete packet, read from front to back. */
final class PacketReader {

    private final byte[] bytes;
    private final int end;
    private final boolean borrowed;
    private final PieceMemory.@Nullable Loan loan;
    private int at;
    private boolean kept;

    /**
     * Data in memory that is reused afterwards when {@code borrowed}, else ours for good, unless we give it back.
     *
     * @param loan of the bytes, ended when they are given back; null when they are not lent
     */
    PacketReader(byte[] bytes, int from, int end, boolean borrowed, PieceMemory.@Nullable Loan loan) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.borrowed = borrowed;
        this.loan = loan;
    }

    boolean hasMore() {
        return at < end;
    }

    /** Up to the next NUL. The last string of a packet may lack it: some filters and MTAs forget. */
    String string() {
        require(1, "a string");
        int nul = at;
        while (nul < end && bytes[nul] != 0) {
            nul++;
        }
        String text = WireText.decode(bytes, at, nul);
        at = Math.min(nul + 1, end);
        return text;
    }

    String optionalString() {
        return hasMore() ? string() : "";
    }

    List<String> strings() {
        if (!hasMore()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        while (hasMore()) {
            texts.add(string());
        }
        return texts;
    }

    byte int8() {
        require(1, "a byte");
        return bytes[at++];
    }

    int uint16() {
        require(2, "a 16-bit number");
        return (Byte.toUnsignedInt(bytes[at++]) << 8) | Byte.toUnsignedInt(bytes[at++]);
    }

    int int32() {
        require(4, "a 32-bit number");
        return (uint16() << 16) | uint16();
    }

    /** Everything left, copied only when the memory is not ours. */
    ByteBuffer rest() {
        ByteBuffer rest = borrowed
                ? ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, end))
                : ByteBuffer.wrap(bytes, at, end - at).slice();
        at = end;
        kept = true;
        return rest.asReadOnlyBuffer();
    }

    /** Of the memory of {@link #rest()}, for whoever keeps that; null when there is none to end. */
    PieceMemory.@Nullable Loan loan() {
        return loan;
    }

    /** Gives back memory that was lent, unless the packet keeps some of it. */
    void done() {
        if (loan != null && !kept) {
            loan.end();
        }
    }

    void expectEnd() {
        if (hasMore()) {
            throw new ProtocolException((end - at) + " bytes more than the packet has use for");
        }
    }

    private void require(int count, String what) {
        if (end - at < count) {
            throw new ProtocolException("too short: " + what + " is missing");
        }
    }

    /** A letter as a log can show it. */
    static String name(byte letter) {
        return letter > ' ' && letter < 0x7F
                ? "'" + (char) letter + "'"
                : String.format("0x%02X", Byte.toUnsignedInt(letter));
    }
}
