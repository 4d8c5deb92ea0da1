package org.milterflux.filter.footer.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator may set, as configuration editors show it; {@link Footer#of} reads it. */
@ObjectClassDefinition(
        name = "Milterflux footer",
        description = "Appends a text to mail: plain text, HTML, and the texts of multipart messages.")
@interface FooterConfiguration {

    @AttributeDefinition(
            name = "Text",
            description =
                    "The footer, one line each; a line has at most 900 bytes in UTF-8. Required, unless there is a text file.")
    String[] text();

    @AttributeDefinition(
            name = "HTML",
            description = "What HTML texts get, put before the end of their body. Empty: made from the text.")
    String[] html() default {};

    @AttributeDefinition(
            name = "Text file",
            description = "A file in UTF-8 with the text, instead of it; read anew when it has changed.")
    String textFile() default "";

    @AttributeDefinition(
            name = "HTML file",
            description = "A file in UTF-8 with the HTML, instead of it; read anew when it has changed.")
    String htmlFile() default "";

    @AttributeDefinition(
            name = "Separator",
            description = "The line above the footer. Mail readers know '-- ' as the beginning of a signature and leave"
                    + " what follows out of replies. Empty: a blank line only.")
    String separator() default FooterText.SIGNATURE_SEPARATOR;

    @AttributeDefinition(
            name = "Largest body written anew",
            min = "0",
            max = "" + Footer.MOST_REENCODED_BYTES,
            description =
                    "In bytes. The footer is usually appended without touching the body, whatever its size. A text"
                            + " in base64, or in a charset that lacks a character of the footer, must be written anew in memory, and"
                            + " HTML is read into memory: it"
                            + " is left alone when it is larger.")
    long maxReencodedBytes() default Footer.REENCODED_BYTES;
}
