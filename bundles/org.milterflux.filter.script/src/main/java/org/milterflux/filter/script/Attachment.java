package org.milterflux.filter.script;

import java.util.Locale;

/** A part of a message that has a file name or wants to be saved. */
public final class Attachment {

    private final String name;
    private final String type;

    /** For the platform. */
    public Attachment(String name, String type) {
        this.name = name;
        this.type = type;
    }

    /** The file name as the reader sees it; empty when it has none. */
    public String getName() {
        return name;
    }

    /** Its MIME type, such as {@code application/pdf}, in small letters, as the sender calls it. */
    public String getType() {
        return type;
    }

    /** What follows the last dot of the name, in small letters; blanks and dots at the end do not count, as in Windows. */
    public String getExtension() {
        String file = name.strip().replaceAll("[. ]+$", "");
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}
