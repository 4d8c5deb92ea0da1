package org.milterflux.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection, however they were cut, into packets.
 *
 * <p>Bounded: a length is checked before it is believed, and memory grows with the bytes that really came. Until the
 * negotiation was read only small packets pass, so that HTTP, TLS and noise are refused at the first four bytes. Not
 * thread-safe; one per connection and direction. After a {@link ProtocolException} it is of no further use.
 *
 * @param <P> the direction: {@link Command} for a filter, {@link Reply} for an MTA
 */
public final class PacketDecoder<P extends Packet> {

    /** Data bytes accepted by default: what Postfix could send in one unusually long command, with room to spare. */
    public static final int DEFAULT_MAX_DATA = (1 << 20) + 1024;

    private static final int BEFORE_OFFER = 1024;
    private static final int FIRST_ALLOCATION = 8192;
    /** Data bytes of a macro packet that is worth remembering. */
    private static final int REMEMBERED = 256;

    private static final byte[] NONE = {};

    private final BiFunction<Byte, PacketReader, P> decode;
    private final int maxData;
    private final PieceMemory memory;
    private int limit;

    private int length;
    private int lengthBytes;
    private byte[] packet = NONE;
    private int received;
    private PieceMemory.@Nullable Loan loan;
    private byte[] latestBytes = NONE;
    private @Nullable P latestMacros;

    private PacketDecoder(BiFunction<Byte, PacketReader, P> decode, int maxData, int firstLimit, PieceMemory memory) {
        this.decode = decode;
        this.maxData = maxData;
        this.memory = memory;
        this.limit = Math.min(firstLimit, maxData);
    }

    /**
     * Reads what an MTA sends.
     *
     * @param maxData data bytes a packet may have once the negotiation was read
     */
    public static PacketDecoder<Command> commands(int maxData) {
        return commands(maxData, new PieceMemory());
    }

    /**
     * Reads what an MTA sends, pieces of the body into memory that is used again when they are released.
     *
     * @param maxData data bytes a packet may have once the negotiation was read
     * @param memory may be shared by many decoders
     */
    public static PacketDecoder<Command> commands(int maxData, PieceMemory memory) {
        return new PacketDecoder<>(PacketDecoder::command, maxData, BEFORE_OFFER, memory);
    }

    /**
     * Reads what a filter sends.
     *
     * @param maxData data bytes a packet may have
     */
    public static PacketDecoder<Reply> replies(int maxData) {
        return new PacketDecoder<>(PacketDecoder::reply, maxData, maxData, new PieceMemory());
    }

    private static Command command(byte letter, PacketReader in) {
        return CommandCode.of(letter).orElseThrow(PacketDecoder::unknown).decode(in);
    }

    private static Reply reply(byte letter, PacketReader in) {
        return ReplyKind.of(letter).orElseThrow(PacketDecoder::unknown).decode(in);
    }

    private static ProtocolException unknown() {
        return new ProtocolException("no packet of this direction has this letter");
    }

    /**
     * Reads all remaining bytes and hands over every packet they complete, in order.
     *
     * @param in read to its limit, and not kept
     * @throws ProtocolException when the bytes are not milter; packets before them were handed over
     */
    public void decode(ByteBuffer in, Consumer<? super P> out) {
        while (in.hasRemaining()) {
            if (lengthBytes < Integer.BYTES && !readLength(in)) {
                return;
            }
            P repeated = repeated(in);
            if (repeated != null) {
                in.position(in.position() + length);
                lengthBytes = 0;
                out.accept(repeated);
            } else if (received == 0 && in.hasArray() && in.remaining() >= length) {
                int from = in.arrayOffset() + in.position();
                in.position(in.position() + length);
                finish(in.array(), from, true, out);
            } else if (collect(in)) {
                finish(packet, 0, false, out);
            }
        }
    }

    /**
     * The macros that were told last when the next packet is the same: Postfix tells the queue id before every header field and
     * every piece of the body.
     */
    private @Nullable P repeated(ByteBuffer in) {
        if (received != 0 || length != latestBytes.length || in.remaining() < length) {
            return null;
        }
        for (int i = 0; i < length; i++) {
            if (in.get(in.position() + i) != latestBytes[i]) {
                return null;
            }
        }
        return latestMacros;
    }

    private boolean readLength(ByteBuffer in) {
        while (lengthBytes < Integer.BYTES && in.hasRemaining()) {
            length = length << Byte.SIZE | Byte.toUnsignedInt(in.get());
            lengthBytes++;
        }
        if (lengthBytes < Integer.BYTES) {
            return false;
        }
        check(length);
        return in.hasRemaining();
    }

    private void check(int announced) {
        if (announced == 0) {
            throw new ProtocolException("packet of length 0");
        }
        if (announced < 0 || announced - 1 > limit) {
            throw new ProtocolException(String.format(
                    "packet length %d (0x%08X) is beyond the limit of %d",
                    Integer.toUnsignedLong(announced), announced, limit + 1));
        }
    }

    /** Whoever announces much and sends little must not cost much: memory is at most five times the bytes that came. */
    private boolean collect(ByteBuffer in) {
        int count = Math.min(length - received, in.remaining());
        if (packet.length < received + count) {
            int wanted = Math.max(FIRST_ALLOCATION, (received + count) * 4);
            grow(Math.min(wanted, length));
        }
        in.get(packet, received, count);
        received += count;
        return received == length;
    }

    private void grow(int size) {
        PieceMemory.Loan outgrown = loan;
        loan = PieceMemory.suits(size) ? memory.lend(size) : null;
        byte[] larger = loan == null ? new byte[size] : loan.bytes();
        System.arraycopy(packet, 0, larger, 0, received);
        packet = larger;
        if (outgrown != null) {
            outgrown.end();
        }
    }

    private void finish(byte[] bytes, int from, boolean borrowed, Consumer<? super P> out) {
        int end = from + length;
        PacketReader reader = new PacketReader(bytes, from + 1, end, borrowed, loan);
        lengthBytes = 0;
        received = 0;
        packet = NONE;
        loan = null;
        P decoded = decodeNamed(bytes[from], reader, end - from);
        if (decoded instanceof OptionNegotiation) {
            limit = maxData;
        } else if (decoded instanceof Macros told) {
            boolean remembered = !told.values().isEmpty() && end - from <= REMEMBERED;
            latestBytes = remembered ? Arrays.copyOfRange(bytes, from, end) : NONE;
            latestMacros = remembered ? decoded : null;
        }
        reader.done();
        out.accept(decoded);
    }

    private P decodeNamed(byte letter, PacketReader in, int size) {
        try {
            return decode.apply(letter, in);
        } catch (ProtocolException e) {
            throw new ProtocolException(
                    "packet " + PacketReader.name(letter) + " of length " + size + ": " + e.getMessage());
        }
    }

    /** Whether a packet has begun and is not complete; whoever keeps time should not wait for ever then. */
    public boolean isMidPacket() {
        return lengthBytes != 0;
    }

    /**
     * Tells that no more bytes come.
     *
     * @throws ProtocolException when they ended inside a packet
     */
    public void end() {
        if (isMidPacket()) {
            throw new ProtocolException("connection ended inside a packet");
        }
    }
}
