package org.milterflux.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One change that a filter asks for. Edits take effect only when the message is accepted.
 *
 * <p>Header values are given as {@link HeaderField#value()} shows them; the platform writes the usual space after the
 * colon. Long values are folded by the filter: LF, then a space or a tab.
 */
public sealed interface Edit {

    /** What a filter's {@link FilterProfile} must declare for the edit to be allowed. */
    enum Kind {
        HEADERS,
        BODY,
        RECIPIENTS,
        SENDER,
        QUARANTINE
    }

    /** The declaration the edit needs. */
    Kind kind();

    /** Adds a header field at the end ({@code SMFIR_ADDHEADER}); Sendmail puts it above the first of the same name. */
    static Edit addHeader(String name, String value) {
        return new AddHeader(name, value);
    }

    /** Inserts a header field at a place ({@code SMFIR_INSHEADER}). */
    static Edit insertHeader(Placement place, String name, String value) {
        return new InsertHeader(place, name, value);
    }

    /** Gives a header field a new value in its place ({@code SMFIR_CHGHEADER}). */
    static Edit changeHeader(HeaderField field, String value) {
        return new ChangeHeader(field, value);
    }

    /** Deletes a header field ({@code SMFIR_CHGHEADER} with an empty value). */
    static Edit deleteHeader(HeaderField field) {
        return new DeleteHeader(field);
    }

    /**
     * Adds a header field exactly as given ({@code SMFIR_ADDHEADER}).
     *
     * @param rawValue everything after the colon, the leading space too
     */
    static Edit addRawHeader(String name, String rawValue) {
        return new AddRawHeader(name, rawValue);
    }

    /**
     * Inserts a header field by the MTA's own count ({@code SMFIR_INSHEADER}): for filters that speak of positions, as
     * external milters do.
     *
     * @param position from 0; what it counts differs between Postfix and Sendmail, and beyond the last field it is the end
     * @param rawValue everything after the colon, the leading space too
     */
    static Edit insertRawHeader(int position, String name, String rawValue) {
        return new InsertRawHeader(position, name, rawValue);
    }

    /**
     * Changes or deletes a header field by the MTA's own count ({@code SMFIR_CHGHEADER}). When there is no such field, a
     * value adds one and an empty value does nothing.
     *
     * @param number among the fields of the name, from 1; 0 is taken for 1
     * @param rawValue everything after the colon, the leading space too; empty to delete the field
     */
    static Edit changeRawHeader(int number, String name, String rawValue) {
        return new ChangeRawHeader(number, name, rawValue);
    }

    /** Adds a recipient ({@code SMFIR_ADDRCPT}). */
    static Edit addRecipient(String address) {
        return new AddRecipient(address, "");
    }

    /** Adds a recipient with ESMTP arguments such as {@code NOTIFY=NEVER} ({@code SMFIR_ADDRCPT_PAR}). */
    static Edit addRecipient(String address, String arguments) {
        return new AddRecipient(address, arguments);
    }

    /** Deletes a recipient, named as the client typed it ({@code SMFIR_DELRCPT}). */
    static Edit deleteRecipient(String address) {
        return new DeleteRecipient(address);
    }

    /** Changes the sender; an empty address is the null sender ({@code SMFIR_CHGFROM}). */
    static Edit changeSender(String address) {
        return new ChangeSender(address, "");
    }

    /** Changes the sender and its ESMTP arguments: {@code RET} and {@code ENVID} in Postfix; none for Sendmail. */
    static Edit changeSender(String address, String arguments) {
        return new ChangeSender(address, arguments);
    }

    /** Replaces the body ({@code SMFIR_REPLBODY}). The bytes are not copied: leave them alone. */
    static Edit replaceBody(byte[] body) {
        return new ReplaceBody(new Bytes(body));
    }

    /** Appends to the body, whatever its size, without reading it. */
    static Edit appendToBody(byte[] bytes) {
        return new AppendToBody(new Bytes(bytes));
    }

    /** Puts bytes in front of the body, whatever its size, without reading it. */
    static Edit prependToBody(byte[] bytes) {
        return new PrependToBody(new Bytes(bytes));
    }

    /**
     * Replaces ranges of the body, whatever its size; the bytes between them stay as they are and are not held in memory.
     *
     * @param splices in the order of their offsets, none within another; all count in the body that the filter read
     */
    static Edit spliceBody(List<Splice> splices) {
        return new SpliceBody(splices);
    }

    /** Puts the message on hold when it is accepted ({@code SMFIR_QUARANTINE}). */
    static Edit quarantine(String reason) {
        return new Quarantine(reason);
    }

    /** See {@link Edit#addHeader}. */
    record AddHeader(String name, String value) implements Edit {
        public AddHeader {
            EditRules.headerName(name);
            EditRules.headerValue(value);
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#insertHeader}. */
    record InsertHeader(Placement place, String name, String value) implements Edit {
        public InsertHeader {
            requireNonNull(place, "place");
            EditRules.headerName(name);
            EditRules.headerValue(value);
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#changeHeader}. */
    record ChangeHeader(HeaderField field, String value) implements Edit {
        public ChangeHeader {
            requireNonNull(field, "field");
            EditRules.headerValue(value);
            if (value.isEmpty()) {
                throw new IllegalArgumentException(
                        "an empty value would delete " + field.name() + "; say deleteHeader if you mean it");
            }
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#deleteHeader}. */
    record DeleteHeader(HeaderField field) implements Edit {
        public DeleteHeader {
            requireNonNull(field, "field");
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#addRawHeader}. */
    record AddRawHeader(String name, String rawValue) implements Edit {
        public AddRawHeader {
            EditRules.headerName(name);
            EditRules.headerValue(rawValue);
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#insertRawHeader}. */
    record InsertRawHeader(int position, String name, String rawValue) implements Edit {
        public InsertRawHeader {
            EditRules.count(position);
            EditRules.headerName(name);
            EditRules.headerValue(rawValue);
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#changeRawHeader}. */
    record ChangeRawHeader(int number, String name, String rawValue) implements Edit {
        public ChangeRawHeader {
            EditRules.count(number);
            EditRules.headerName(name);
            EditRules.headerValue(rawValue);
        }

        @Override
        public Kind kind() {
            return Kind.HEADERS;
        }
    }

    /** See {@link Edit#addRecipient(String, String)}; empty arguments are none. */
    record AddRecipient(String address, String arguments) implements Edit {
        public AddRecipient {
            EditRules.address(address);
            EditRules.oneLine("arguments", arguments);
        }

        @Override
        public Kind kind() {
            return Kind.RECIPIENTS;
        }
    }

    /** See {@link Edit#deleteRecipient}. */
    record DeleteRecipient(String address) implements Edit {
        public DeleteRecipient {
            EditRules.address(address);
        }

        @Override
        public Kind kind() {
            return Kind.RECIPIENTS;
        }
    }

    /** See {@link Edit#changeSender(String, String)}; empty arguments are none. */
    record ChangeSender(String address, String arguments) implements Edit {
        public ChangeSender {
            EditRules.oneLine("address", address);
            EditRules.oneLine("arguments", arguments);
        }

        @Override
        public Kind kind() {
            return Kind.SENDER;
        }
    }

    /** See {@link Edit#replaceBody}. */
    record ReplaceBody(Bytes bytes) implements Edit {
        @Override
        public Kind kind() {
            return Kind.BODY;
        }
    }

    /** See {@link Edit#appendToBody}. */
    record AppendToBody(Bytes bytes) implements Edit {
        @Override
        public Kind kind() {
            return Kind.BODY;
        }
    }

    /** See {@link Edit#prependToBody}. */
    record PrependToBody(Bytes bytes) implements Edit {
        @Override
        public Kind kind() {
            return Kind.BODY;
        }
    }

    /** See {@link Edit#spliceBody}. */
    record SpliceBody(List<Splice> splices) implements Edit {
        public SpliceBody {
            splices = List.copyOf(splices);
            EditRules.inOrder(splices);
        }

        @Override
        public Kind kind() {
            return Kind.BODY;
        }
    }

    /** See {@link Edit#quarantine}. */
    record Quarantine(String reason) implements Edit {
        public Quarantine {
            EditRules.oneLine("reason", reason);
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("a quarantine needs a reason");
            }
        }

        @Override
        public Kind kind() {
            return Kind.QUARANTINE;
        }
    }
}
