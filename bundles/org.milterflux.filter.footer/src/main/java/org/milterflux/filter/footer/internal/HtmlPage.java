package org.milterflux.filter.footer.internal;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;

/** An HTML text, read as browsers read it (WHATWG HTML §13.2), and where its body ends. */
record HtmlPage(String html, Document document) {

    /** Elements whose content no reader sees, or not as markup. */
    private static final String UNSEEN = "template, noscript, noframes, textarea, select, [hidden]";

    static HtmlPage of(String html) {
        return new HtmlPage(html, Jsoup.parse(html, "", Parser.htmlParser().setTrackPosition(true)));
    }

    /** Whether the footer is in it, whatever gateways did to its markup. */
    boolean has(HtmlText footer) {
        String visible = footer.visible();
        return visible.isEmpty()
                ? html.contains(footer.markup())
                : document.body().text().contains(visible);
    }

    /**
     * The character before which the footer comes: that of the real {@code </body>}, else {@code </html>}, else the end.
     *
     * @throws LeftAloneException when it would not be seen there, since a comment, a script or a list does not end
     */
    int placeFor(HtmlText footer) throws LeftAloneException {
        Element root = document.body().parent();
        int place = end(document.body(), end(root == null ? document : root, html.length()));
        HtmlPage edited = of(html.substring(0, place) + footer.block() + html.substring(place));
        LeftAloneException.when(
                edited.footers() != footers() + 1, "the HTML does not end so that a footer would be seen");
        return place;
    }

    private long footers() {
        return document.body().getElementsByClass(HtmlText.MARK).stream()
                .filter(element -> element.closest(UNSEEN) == null)
                .count();
    }

    private static int end(Element element, int otherwise) {
        Range end = element.endSourceRange();
        return end.isTracked() && !end.isImplicit() ? end.startPos() : otherwise;
    }
}
