package org.milterflux.core.internal.session;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;

/**
 * The macros told so far, each stage's for as long as libmilter keeps them. Immutable.
 *
 * <p>An event forgets what later stages told: so the values of one recipient do not outlive it. A macro packet replaces
 * its stage's values, unless it has none. Every connection keeps some, so what one of them has is not copied into the next.
 */
final class MacroScopes {

    static final MacroScopes NONE = new MacroScopes(null);

    private final @Nullable Scope latest;

    /** What one stage told, in front of what earlier stages did. */
    private record Scope(
            MacroStage stage,
            Map<String, String> values,
            @Nullable Scope earlier) {

        static @Nullable Scope replacing(@Nullable Scope told, MacroStage stage, Map<String, String> values) {
            if (told != null && told.isAfter(stage)) {
                return new Scope(told.stage, told.values, replacing(told.earlier, stage, values));
            }
            return new Scope(stage, values, told != null && told.stage == stage ? told.earlier : told);
        }

        boolean isAfter(MacroStage other) {
            return stage.event().compareTo(other.event()) > 0;
        }
    }

    private MacroScopes(@Nullable Scope latest) {
        this.latest = latest;
    }

    /** Macros before headers, body pieces and unknown commands belong to no stage and are not kept. */
    MacroScopes with(Macros macros) {
        Optional<MacroStage> stage = macros.stage();
        return macros.values().isEmpty() || stage.isEmpty()
                ? this
                : new MacroScopes(Scope.replacing(latest, stage.get(), macros.values()));
    }

    /** What remains when the event of the stage arrives. */
    MacroScopes at(MacroStage event) {
        Scope left = latest;
        while (left != null && left.isAfter(event)) {
            left = left.earlier;
        }
        return new MacroScopes(left);
    }

    /** The value that the latest stage told. */
    Optional<String> value(String name) {
        String bare = name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
        for (Scope scope = latest; scope != null; scope = scope.earlier) {
            String value = scope.values.get(bare);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
