package org.milterflux.protocol;

import java.util.Set;

/** What a filter may ask for at end of message ({@code SMFIF_*}). The MTA offers, the filter declares a subset. */
public enum Action implements Flag {
    /** {@code SMFIF_ADDHDRS}: {@link AddHeader}, {@link InsertHeader}. */
    ADD_HEADERS(0x001),
    /** {@code SMFIF_CHGBODY}: {@link ReplaceBody}. Sendmail refuses a message whose body is replaced without it. */
    CHANGE_BODY(0x002),
    /** {@code SMFIF_ADDRCPT}: {@link AddRecipient}. */
    ADD_RECIPIENT(0x004),
    /** {@code SMFIF_DELRCPT}: {@link DeleteRecipient}. */
    DELETE_RECIPIENT(0x008),
    /** {@code SMFIF_CHGHDRS}: {@link ChangeHeader}. */
    CHANGE_HEADERS(0x010),
    /** {@code SMFIF_QUARANTINE}: {@link Quarantine}. */
    QUARANTINE(0x020),
    /** {@code SMFIF_CHGFROM}: {@link ChangeSender}. Since version 6. */
    CHANGE_SENDER(0x040),
    /** {@code SMFIF_ADDRCPT_PAR}: {@link AddRecipientWithArguments}. Since version 6. */
    ADD_RECIPIENT_WITH_ARGUMENTS(0x080),
    /** {@code SMFIF_SETSYMLIST}: the answer to the offer names the macros wanted. Since version 6. */
    SET_SYMBOLS(0x100);

    private final int bit;

    Action(int bit) {
        this.bit = bit;
    }

    @Override
    public int bit() {
        return bit;
    }

    /** The actions whose bits are set; unknown bits are passed over. */
    public static Set<Action> in(int word) {
        return Flag.read(Action.class, word);
    }

    /** The bits of these actions. */
    public static int word(Set<Action> actions) {
        return Flag.word(actions);
    }
}
