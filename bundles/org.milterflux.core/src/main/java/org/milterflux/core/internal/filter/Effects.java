package org.milterflux.core.internal.filter;

import java.util.List;
import java.util.Set;
import org.milterflux.api.Edit;

/**
 * What a filter declares to do.
 *
 * @param edits what it may change
 * @param readsBody whether it reads bodies
 * @param macros what it looks at beyond the usual ones
 * @param rejectedRecipients whether it is shown recipients that the MTA refuses
 * @param signs whether what it adds breaks when the body is edited afterwards
 * @param produces attributes it leaves for later filters
 * @param consumes attributes of earlier filters it reads
 */
public record Effects(
        Set<Edit.Kind> edits,
        boolean readsBody,
        List<String> macros,
        boolean rejectedRecipients,
        boolean signs,
        List<String> produces,
        List<String> consumes) {

    public Effects {
        edits = Set.copyOf(edits);
        macros = List.copyOf(macros);
        produces = List.copyOf(produces);
        consumes = List.copyOf(consumes);
    }

    /** Those of a filter that concern no other filter. */
    public static Effects of(Set<Edit.Kind> edits, boolean readsBody, List<String> macros, boolean rejectedRecipients) {
        return new Effects(edits, readsBody, macros, rejectedRecipients, false, List.of(), List.of());
    }
}
