package org.milterflux.testing;

import java.util.List;
import org.milterflux.protocol.Header;

/** The headers of one message while edits are applied, as the MTA keeps them. Values start right after the colon. */
interface HeaderBlock {

    /** Inserts at a position that counts what the MTA hides. */
    void insert(long index, Header field);

    void add(Header field);

    /** Changes the field of this name and one-based index. */
    void change(long index, Header field);

    void delete(long index, String name);

    /** What is delivered, without the MTA's own {@code Received}. */
    List<Header> visible();

    /** The same with the MTA's own {@code Received}. */
    List<Header> delivered();

    static HeaderBlock of(Mta mta, List<Header> headers) {
        return switch (mta) {
            case POSTFIX -> new PostfixHeaders(headers);
            case SENDMAIL -> new SendmailHeaders(headers);
        };
    }

    /** The MTA's own line, which filters never see. */
    Header OWN_RECEIVED = new Header("Received", " (by this MTA)");
}
