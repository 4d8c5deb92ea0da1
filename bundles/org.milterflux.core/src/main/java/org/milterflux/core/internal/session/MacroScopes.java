package org.milterflux.core.internal.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;

/**
 * The macros told so far, each stage's for as long as libmilter keeps them. Immutable.
 *
 * <p>An event forgets what later stages told: so the values of one recipient do not outlive it. A macro packet replaces
 * its stage's values, unless it has none.
 */
record MacroScopes(Map<MacroStage, Map<String, String>> values) {

    static final MacroScopes NONE = new MacroScopes(Map.of());

    /** Latest first: where a macro is looked for. */
    private static final List<MacroStage> LATEST_FIRST = List.of(
            MacroStage.END_OF_MESSAGE,
            MacroStage.END_OF_HEADERS,
            MacroStage.DATA,
            MacroStage.RCPT,
            MacroStage.MAIL,
            MacroStage.HELO,
            MacroStage.CONNECT);

    /** Macros before headers, body pieces and unknown commands belong to no stage and are not kept. */
    MacroScopes with(Macros macros) {
        if (macros.values().isEmpty()) {
            return this;
        }
        return macros.stage()
                .map(stage -> {
                    Map<MacroStage, Map<String, String>> next = copy();
                    next.put(stage, macros.values());
                    return new MacroScopes(next);
                })
                .orElse(this);
    }

    /** What remains when the event of the stage arrives. */
    MacroScopes at(MacroStage event) {
        List<MacroStage> later = LATEST_FIRST.subList(0, LATEST_FIRST.indexOf(event));
        if (later.stream().noneMatch(values::containsKey)) {
            return this;
        }
        Map<MacroStage, Map<String, String>> next = copy();
        later.forEach(next::remove);
        return new MacroScopes(next);
    }

    Optional<String> value(String name) {
        String bare = name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
        for (MacroStage stage : LATEST_FIRST) {
            Map<String, String> told = values.get(stage);
            String value = told == null ? null : told.get(bare);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private Map<MacroStage, Map<String, String>> copy() {
        Map<MacroStage, Map<String, String>> copy = new EnumMap<>(MacroStage.class);
        copy.putAll(values);
        return copy;
    }
}
