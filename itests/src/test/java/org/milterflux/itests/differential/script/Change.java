package org.milterflux.itests.differential.script;

/** One edit in an answer, as a milter states it: header fields by index. */
public sealed interface Change {

    /** Inserts a header field at a position. */
    record Insert(int position, String name, String value) implements Change {}

    /** Changes the n-th header field of a name; an empty value deletes it. */
    record Replace(int number, String name, String value) implements Change {}

    /** Adds a header field. */
    record Add(String name, String value) implements Change {}

    /** Gives the first header field of a name the value it has. */
    record EchoHeader(String name) implements Change {}

    /** Replaces the body. */
    record Body(String text) implements Change {}

    /** Replaces the body by itself. */
    record EchoBody() implements Change {}

    /** Adds a recipient; arguments may be empty. */
    record AddRecipient(String address, String arguments) implements Change {}

    /** Deletes a recipient. */
    record DeleteRecipient(String address) implements Change {}

    /** Changes the sender; arguments may be empty. */
    record Sender(String address, String arguments) implements Change {}

    /** Puts the message on hold. */
    record Quarantine(String reason) implements Change {}
}
