package org.milterflux.filter.script.internal;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.milterflux.api.Edit;
import org.milterflux.filter.script.MessageStage;

/** What a script says, as far as others of the chain must know before its first call. */
final class Words {

    private static final Map<String, Effect> EFFECTS = Arrays.stream(MessageStage.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Effect.class))
            .collect(Collectors.toMap(Method::getName, method -> method.getAnnotation(Effect.class), (a, b) -> a));

    private final Set<Edit.Kind> edits = EnumSet.noneOf(Edit.Kind.class);
    private final Set<String> macros = new TreeSet<>();
    private final Set<String> consumes = new TreeSet<>();
    private boolean body;

    /** It calls a method of that name. */
    void called(String method) {
        Effect effect = EFFECTS.get(method);
        if (effect != null) {
            edits.addAll(Arrays.asList(effect.edits()));
            body |= effect.body();
        }
    }

    /** It reads a property of that name. */
    void read(String property) {
        called("get" + capital(property));
    }

    /** It sets a property of that name. */
    void set(String property) {
        called("set" + capital(property));
    }

    /** It looks at a macro. */
    void macro(String name) {
        macros.add(name.replaceAll("[{}]", ""));
    }

    /** It reads an attribute. */
    void consumes(String attribute) {
        consumes.add(attribute);
    }

    private static String capital(String property) {
        return property.isEmpty()
                ? property
                : property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    /** As service properties. */
    Map<String, Object> properties() {
        return Map.of(
                "milter.edits", edits.stream().map(Enum::name).toArray(String[]::new),
                "milter.body", body,
                "milter.macros", macros.toArray(String[]::new),
                "milter.consumes", consumes.toArray(String[]::new));
    }
}
