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

    static final MacroScopes NONE = new MacroScopes();

    private final @Nullable MacroStage stage;
    private final Map<String, String> values;
    private final MacroScopes earlier;

    private MacroScopes() {
        stage = null;
        values = Map.of();
        earlier = this;
    }

    /** What one stage told, in front of what earlier stages did. */
    private MacroScopes(MacroStage stage, Map<String, String> values, MacroScopes earlier) {
        this.stage = stage;
        this.values = values;
        this.earlier = earlier;
    }

    /** Macros before headers, body pieces and unknown commands belong to no stage and are not kept. */
    MacroScopes with(Macros macros) {
        Optional<MacroStage> told = macros.stage();
        return macros.values().isEmpty() || told.isEmpty() ? this : replacing(told.get(), macros.values());
    }

    private MacroScopes replacing(MacroStage told, Map<String, String> news) {
        if (stage != null && isAfter(told)) {
            return new MacroScopes(stage, values, earlier.replacing(told, news));
        }
        return new MacroScopes(told, news, stage == told ? earlier : this);
    }

    /** What remains when the event of the stage arrives. */
    MacroScopes at(MacroStage event) {
        MacroScopes left = this;
        while (left.isAfter(event)) {
            left = left.earlier;
        }
        return left;
    }

    private boolean isAfter(MacroStage other) {
        return stage != null && stage.event().compareTo(other.event()) > 0;
    }

    /** The value that the latest stage told. */
    Optional<String> value(String name) {
        String bare = name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
        for (MacroScopes scope = this; scope.stage != null; scope = scope.earlier) {
            String value = scope.values.get(bare);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
