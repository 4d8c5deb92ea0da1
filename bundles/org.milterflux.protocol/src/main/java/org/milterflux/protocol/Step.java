package org.milterflux.protocol;

import java.util.Set;

/**
 * Options of the dialogue ({@code SMFIP_*}). From the MTA a step says "this option exists", from the filter "do it".
 *
 * <p>There is none that suppresses end of message, abort, quit or macros, and none that leaves end of message
 * unanswered.
 */
public enum Step implements Flag {
    /** {@code SMFIP_NOCONNECT}. */
    NO_CONNECT(0x000001),
    /** {@code SMFIP_NOHELO}. */
    NO_HELO(0x000002),
    /** {@code SMFIP_NOMAIL}. */
    NO_MAIL(0x000004),
    /** {@code SMFIP_NORCPT}. */
    NO_RCPT(0x000008),
    /** {@code SMFIP_NOBODY}. */
    NO_BODY(0x000010),
    /** {@code SMFIP_NOHDRS}. */
    NO_HEADERS(0x000020),
    /** {@code SMFIP_NOEOH}. */
    NO_END_OF_HEADERS(0x000040),
    /** {@code SMFIP_NR_HDR}. Since version 3. */
    NO_REPLY_HEADERS(0x000080),
    /** {@code SMFIP_NOUNKNOWN}. Since version 3. */
    NO_UNKNOWN(0x000100),
    /** {@code SMFIP_NODATA}. Since version 4. */
    NO_DATA(0x000200),
    /** {@code SMFIP_SKIP}: the filter may answer {@link org.milterflux.protocol.Skip}. */
    SKIP(0x000400),
    /** {@code SMFIP_RCPT_REJ}: send recipients too that the MTA itself refused. */
    REJECTED_RECIPIENTS(0x000800),
    /** {@code SMFIP_NR_CONN}. */
    NO_REPLY_CONNECT(0x001000),
    /** {@code SMFIP_NR_HELO}. */
    NO_REPLY_HELO(0x002000),
    /** {@code SMFIP_NR_MAIL}. */
    NO_REPLY_MAIL(0x004000),
    /** {@code SMFIP_NR_RCPT}. */
    NO_REPLY_RCPT(0x008000),
    /** {@code SMFIP_NR_DATA}. */
    NO_REPLY_DATA(0x010000),
    /** {@code SMFIP_NR_UNKN}. */
    NO_REPLY_UNKNOWN(0x020000),
    /** {@code SMFIP_NR_EOH}. */
    NO_REPLY_END_OF_HEADERS(0x040000),
    /** {@code SMFIP_NR_BODY}. */
    NO_REPLY_BODY(0x080000),
    /** {@code SMFIP_HDR_LEADSPC}: header values keep the space after the colon, both ways. */
    HEADER_LEADING_SPACE(0x100000),
    /** {@code SMFIP_MDS_256K}: packets up to 262143 data bytes. Only a specially built Sendmail offers it. */
    MAX_DATA_256K(0x10000000),
    /** {@code SMFIP_MDS_1M}: packets up to 1048575 data bytes. Only a specially built Sendmail offers it. */
    MAX_DATA_1M(0x20000000);

    private final int bit;

    Step(int bit) {
        this.bit = bit;
    }

    @Override
    public int bit() {
        return bit;
    }

    /** The steps whose bits are set; unknown bits are passed over. */
    public static Set<Step> in(int word) {
        return Flag.read(Step.class, word);
    }

    /** The bits of these steps. */
    public static int word(Set<Step> steps) {
        return Flag.word(steps);
    }
}
