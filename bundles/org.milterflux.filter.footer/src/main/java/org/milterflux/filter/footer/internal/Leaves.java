package org.milterflux.filter.footer.internal;

import java.util.ArrayList;
import java.util.List;

/** Chooses the parts of a multipart message that get the footer. */
final class Leaves {

    private Leaves() {}

    /** The texts that a reader sees first, one or alternatives of each other; none when there are only attachments. */
    static List<Entity> of(Entity entity) throws LeftAloneException {
        List<Entity> parts = entity.parts();
        return switch (entity.type().word()) {
            case "text/plain", "text/html" -> isAttachment(entity) ? List.of() : List.of(entity);
            case "multipart/alternative" -> ofEach(parts);
            case "multipart/related" -> parts.isEmpty() ? List.of() : of(root(entity));
            default -> ofFirst(parts);
        };
    }

    private static List<Entity> ofEach(List<Entity> parts) throws LeftAloneException {
        List<Entity> leaves = new ArrayList<>();
        for (Entity part : parts) {
            leaves.addAll(of(part));
        }
        return leaves;
    }

    private static List<Entity> ofFirst(List<Entity> parts) throws LeftAloneException {
        for (Entity part : parts) {
            List<Entity> leaves = of(part);
            if (!leaves.isEmpty()) {
                return leaves;
            }
        }
        return List.of();
    }

    private static boolean isAttachment(Entity leaf) throws LeftAloneException {
        return TextPart.only(leaf.headers(), "Content-Disposition", "inline")
                .word()
                .equals("attachment");
    }

    /** RFC 2387 §3.2: the part that {@code start} names, else the first. */
    private static Entity root(Entity related) {
        String start = related.type().parameter("start").orElse("");
        return related.parts().stream()
                .filter(part -> part.headers()
                        .value("Content-ID")
                        .filter(id -> id.strip().equals(start))
                        .isPresent())
                .findFirst()
                .orElse(related.parts().get(0));
    }
}
