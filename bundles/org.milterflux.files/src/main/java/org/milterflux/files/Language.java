package org.milterflux.files;

import org.osgi.annotation.versioning.ConsumerType;

/** A language in which a filter can be written as one file. */
@ConsumerType
public interface Language {

    /** What the names of its files end in, with the dot. */
    String suffix();

    /**
     * Makes a filter of a file. Runs on a thread of its own, which is interrupted when it takes longer than
     * {@link FilterFiles#LOAD_LIMIT}.
     *
     * @throws SourceException for a mistake in the file, with its place
     * @throws Exception for whatever else stands in the way; the message is for the administrator
     */
    FileFilter load(Source source) throws Exception;
}
