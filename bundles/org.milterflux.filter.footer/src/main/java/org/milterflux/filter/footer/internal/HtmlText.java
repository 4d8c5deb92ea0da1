package org.milterflux.filter.footer.internal;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;
import org.milterflux.api.Settings;

/**
 * The footer as HTML, in ASCII: characters beyond are references, so that it stands in every charset and transfer encoding.
 *
 * @param markup in lines that mail can carry, joined by CRLF
 */
record HtmlText(String markup) {

    /** On the element around it, for style sheets and to know it again. */
    static final String MARK = "milterflux-footer";

    private static final int MAX_LINE = 900;

    /** Characters of a source line; each may become a reference of ten. */
    private static final int CHUNK = 80;

    /** An empty HTML is made from the plain text. */
    static HtmlText of(Settings settings, FooterText plain) {
        String key = settings.texts("htmlFile").isEmpty() ? "html" : "htmlFile";
        String html = TextFile.named(settings, "htmlFile")
                .map(file -> file.read(settings))
                .orElseGet(() -> String.join("\n", settings.texts("html")));
        if (html.isBlank()) {
            return ofPlain(plain);
        }
        List<String> lines = html.lines().map(HtmlText::ascii).toList();
        lines.stream().filter(line -> line.length() > MAX_LINE).findFirst().ifPresent(line -> {
            throw settings.invalid(key, line, "break the line: it may have at most " + MAX_LINE + " bytes");
        });
        return new HtmlText(String.join("\r\n", lines));
    }

    private static HtmlText ofPlain(FooterText plain) {
        return new HtmlText(plain.shown().map(HtmlText::escaped).collect(joining("<br>\r\n")));
    }

    /** With the element around it and line ends. */
    String block() {
        return "\r\n<div class=\"" + MARK + "\">\r\n" + markup + "\r\n</div>\r\n";
    }

    /** What a reader sees of it, white space collapsed; empty for an image alone. */
    String visible() {
        return Jsoup.parseBodyFragment(markup).text();
    }

    /** A long line is broken within comments, where no reader sees it. */
    private static String escaped(String line) {
        StringBuilder out = new StringBuilder();
        int[] characters = line.codePoints().toArray();
        for (int i = 0; i < characters.length; i += CHUNK) {
            String chunk = new String(characters, i, Math.min(CHUNK, characters.length - i));
            out.append(i == 0 ? "" : "<!--\r\n-->").append(ascii(Entities.escape(chunk)));
        }
        return out.toString();
    }

    private static String ascii(String text) {
        return text.codePoints()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : "&#" + c + ";")
                .collect(joining());
    }
}
