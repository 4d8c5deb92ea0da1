package org.milterflux.filter.footer.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.milterflux.api.Body;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;

/**
 * Finds the parts of a multipart body (RFC 2046 §5.1) and where they stand, in one reading and in bounded memory.
 *
 * <p>It is stricter than mail readers: what two of them could read in two ways is left alone.
 */
final class MimeWalk {

    static final int MAX_DEPTH = 50;
    static final int MAX_PARTS = 1000;
    static final int MAX_HEADER_CHARS = 256 << 10;

    private static final int MAX_BOUNDARY = 200;

    private final Body body;
    private final Lines lines;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> boundaries = new ArrayList<>();
    private int parts;
    private int headerChars;

    /** The delimiter line come to last: its boundary, whether it closes, and where the content before it ended. */
    private String boundary = "";

    private boolean closing;
    private long contentEnd;

    private MimeWalk(Body body, InputStream in) {
        this.body = body;
        this.lines = new Lines(in);
    }

    /** What was found: the message as an entity, and every boundary in it. */
    record Found(Entity root, List<String> boundaries) {}

    /** @throws LeftAloneException when the structure cannot be relied on */
    static Found read(Headers headers, Body body) throws IOException {
        try (InputStream in = body.stream()) {
            MimeWalk walk = new MimeWalk(body, in);
            MimeValue type = TextPart.only(headers, TextPart.CONTENT_TYPE, "text/plain");
            PartHeader none = new PartHeader(Map.of(), 0);
            List<Entity> parts = walk.multipart(headers, type);
            return new Found(new Entity(type, none, Source.of(body), parts), List.copyOf(walk.boundaries));
        }
    }

    private List<Entity> multipart(Headers headers, MimeValue type) throws IOException {
        enter(type);
        LeftAloneException.when(
                !TextPart.encoding(headers).isIdentity(), "a multipart is in a transfer encoding of its own");
        List<Entity> found = new ArrayList<>();
        String own = open.element();
        goToDelimiter();
        while (isOwn(own) && !closing) {
            found.add(part());
        }
        open.pop();
        return found;
    }

    private void enter(MimeValue type) throws LeftAloneException {
        LeftAloneException.when(type.countOf("boundary") != 1, "a multipart does not name one boundary");
        String name = type.parameter("boundary").orElse("");
        LeftAloneException.when(
                name.isBlank() || !name.equals(name.stripTrailing()) || name.length() > MAX_BOUNDARY,
                "a multipart has a boundary that is none");
        LeftAloneException.when(open.contains(name), "two multiparts have the same boundary");
        LeftAloneException.when(open.size() == MAX_DEPTH, "more than " + MAX_DEPTH + " multiparts within each other");
        open.push(name);
        boundaries.add(name);
    }

    private boolean isOwn(String own) throws LeftAloneException {
        LeftAloneException.when(!boundary.equals(own), "a multipart does not end before the one around it");
        return true;
    }

    private Entity part() throws IOException {
        LeftAloneException.when(++parts > MAX_PARTS, "more than " + MAX_PARTS + " parts");
        PartHeader header = header();
        MimeValue type = TextPart.only(header.headers(), TextPart.CONTENT_TYPE, "text/plain");
        long from = lines.to();
        List<Entity> within = Entity.isLookedInto(type.word()) ? multipart(header.headers(), type) : List.of();
        goToDelimiter();
        long to = Math.max(from, contentEnd);
        return new Entity(type, header, new Source(body, from, to - from), within);
    }

    private PartHeader header() throws IOException {
        Map<HeaderField, PartHeader.Place> places = new LinkedHashMap<>();
        StringBuilder field = new StringBuilder();
        long from = lines.to();
        while (lines.next() && !lines.text().isEmpty()) {
            String line = lines.text();
            headerChars += line.length();
            LeftAloneException.when(isDelimiter(line), "a part ends within its header");
            LeftAloneException.when(
                    lines.isCut() || lines.lineEnd() != 2 || headerChars > MAX_HEADER_CHARS,
                    "the header of a part is too large or has broken lines");
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                LeftAloneException.when(field.isEmpty(), "the header of a part begins with a blank");
                field.append('\n').append(line);
            } else {
                put(places, field, from);
                from = lines.from();
                field.append(line);
            }
        }
        LeftAloneException.when(lines.lineEnd() != 2, "the header of a part has no end");
        put(places, field, from);
        return new PartHeader(places, lines.from());
    }

    private void put(Map<HeaderField, PartHeader.Place> places, StringBuilder field, long from)
            throws LeftAloneException {
        if (!field.isEmpty()) {
            int colon = field.indexOf(":");
            String name = field.substring(0, Math.max(0, colon)).stripTrailing();
            LeftAloneException.when(
                    name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f),
                    "the header of a part has a line that is no field");
            places.put(HeaderField.of(name, field.substring(colon + 1)), new PartHeader.Place(from, lines.from()));
            field.setLength(0);
        }
    }

    /** Reads on to the next delimiter of any open multipart. */
    private void goToDelimiter() throws IOException {
        int endBefore = 2;
        while (lines.next()) {
            if (isDelimiter(lines.text())) {
                LeftAloneException.when(
                        endBefore != 2 || lines.lineEnd() == 1, "a boundary has a bare line feed before or behind it");
                contentEnd = lines.from() - endBefore;
                return;
            }
            endBefore = lines.lineEnd();
        }
        throw new LeftAloneException("a multipart has no end boundary");
    }

    private boolean isDelimiter(String line) {
        if (!line.startsWith("--")) {
            return false;
        }
        String name = line.substring(2).stripTrailing();
        for (String candidate : open) {
            boolean closes = name.equals(candidate + "--");
            if (closes || name.equals(candidate)) {
                boundary = candidate;
                closing = closes;
                return true;
            }
        }
        return false;
    }
}
