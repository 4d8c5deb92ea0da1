package org.milterflux.filter.rules.internal;

import java.util.regex.Pattern;
import org.apache.jsieve.mail.AddressImpl;
import org.apache.jsieve.mail.MailAdapter;
import org.apache.jsieve.parser.address.SieveAddressBuilder;
import org.apache.jsieve.parser.generated.address.ParseException;
import org.apache.jsieve.parser.generated.address.TokenMgrError;

/** Addresses in header fields. */
final class Addresses {

    private static final Pattern PLAIN = Pattern.compile("([^\\s<>,;:\"()@]+)@([^\\s<>,;:\"()@]+)");

    private Addresses() {}

    /** Those in the list; of one that no grammar allows, whatever looks like an address: spam must not fail a filter. */
    static MailAdapter.Address[] in(String list) {
        try {
            SieveAddressBuilder builder = new SieveAddressBuilder();
            builder.addAddresses(list);
            return builder.getAddresses();
        } catch (ParseException | TokenMgrError e) {
            return PLAIN.matcher(list)
                    .results()
                    .map(found -> new AddressImpl(found.group(1), found.group(2)))
                    .toArray(MailAdapter.Address[]::new);
        }
    }
}
