package org.milterflux.protocol;

/** What kind of address a client has ({@code SMFIA_*}). */
public enum Family {
    /** {@code SMFIA_INET}: dotted quad. */
    INET('4'),
    /** {@code SMFIA_INET6}: IPv6 text. */
    INET6('6'),
    /** {@code SMFIA_UNIX}: a path. */
    UNIX('L'),
    /** {@code SMFIA_UNKNOWN}: no address, no port. */
    UNKNOWN('U');

    private static final Letters<Family> LETTERS = new Letters<>(values(), Family::letter);

    private final byte letter;

    Family(char letter) {
        this.letter = (byte) letter;
    }

    /** The byte on the wire. */
    public byte letter() {
        return letter;
    }

    static Family of(byte letter) {
        return LETTERS.find(letter)
                .orElseThrow(() -> new ProtocolException("SMFIC_CONNECT names address family "
                        + PacketReader.name(letter) + ", known are 4, 6, L and U"));
    }
}
