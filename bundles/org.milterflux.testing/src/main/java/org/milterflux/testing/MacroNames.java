package org.milterflux.testing;

import java.util.HashMap;
import java.util.Map;

/** Macro names as the platform normalises them: {@code {i}} and {@code i} are one macro. */
final class MacroNames {

    private MacroNames() {}

    static String bare(String name) {
        return name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
    }

    static Map<String, String> with(Map<String, String> macros, String name, String value) {
        Map<String, String> more = new HashMap<>(macros);
        more.put(bare(name), value);
        return more;
    }
}
