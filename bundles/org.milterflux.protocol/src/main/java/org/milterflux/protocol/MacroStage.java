package org.milterflux.protocol;

import java.util.Optional;

/** Stages that have macros of their own ({@code SMFIM_*}); a filter can name what it wants at each. */
public enum MacroStage {
    /** {@code SMFIM_CONNECT}. */
    CONNECT(0, CommandCode.CONNECT),
    /** {@code SMFIM_HELO}. */
    HELO(1, CommandCode.HELO),
    /** {@code SMFIM_ENVFROM}. */
    MAIL(2, CommandCode.MAIL),
    /** {@code SMFIM_ENVRCPT}. */
    RCPT(3, CommandCode.RCPT),
    /** {@code SMFIM_DATA}. */
    DATA(4, CommandCode.DATA),
    /** {@code SMFIM_EOM}. Its number comes before that of end of headers, which it follows in time. */
    END_OF_MESSAGE(5, CommandCode.END_OF_MESSAGE),
    /** {@code SMFIM_EOH}. */
    END_OF_HEADERS(6, CommandCode.END_OF_HEADERS);

    private static final MacroStage[] BY_NUMBER = values();

    private final int number;
    private final CommandCode event;

    MacroStage(int number, CommandCode event) {
        this.number = number;
        this.event = event;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The event these macros come before. */
    public CommandCode event() {
        return event;
    }

    /** The stage with this number; empty when there is none. */
    public static Optional<MacroStage> of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? Optional.of(BY_NUMBER[number]) : Optional.empty();
    }

    /** The stage this event opens; empty for events that have no macros of their own, as headers and body chunks. */
    public static Optional<MacroStage> before(CommandCode event) {
        for (MacroStage stage : BY_NUMBER) {
            if (stage.event == event) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}
