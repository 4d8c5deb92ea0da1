package org.milterflux.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.RcptTo;

/** The macros an MTA has values for, as the session goes on; what a test sets wins. */
final class MacroValues {

    private final Mta mta;
    private final Map<String, String> told = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private int recipients;

    MacroValues(Mta mta) {
        this.mta = mta;
        told.put("j", "mx.example.test");
        told.put("daemon_name", mta == Mta.POSTFIX ? "mx.example.test" : "MTA");
        told.put("daemon_addr", "127.0.0.1");
        told.put("v", mta == Mta.POSTFIX ? "Postfix 3.7.11" : "8.17.1");
    }

    void set(String name, String value) {
        set.put(MacroNames.bare(name), value);
    }

    void connect(Connect client) {
        String address = client.address();
        told.put("_", client.host() + " [" + address + "]");
        told.put("client_name", client.host());
        told.put("client_addr", address.indexOf(':') >= 0 ? "IPv6:" + address : address);
        told.put("client_port", Integer.toString(client.port()));
        told.put("client_ptr", client.host());
    }

    void mail(MailFrom from) {
        recipients = 0;
        told.put("mail_addr", Addresses.bare(from.address()));
        told.put("mail_host", Addresses.domain(from.address()));
        told.put("mail_mailer", "esmtp");
        told.remove("i");
        if (mta == Mta.SENDMAIL) {
            queueId();
        }
    }

    /** Postfix opens the queue file after the first recipient it took; until then there is no queue id. */
    void rcpt(RcptTo to) {
        told.put("rcpt_addr", Addresses.bare(to.address()));
        told.put("rcpt_host", Addresses.domain(to.address()));
        told.put("rcpt_mailer", "esmtp");
        if (++recipients > 1) {
            queueId();
        }
    }

    void queueId() {
        told.put("i", "4Q0000TEST");
    }

    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(told);
        all.putAll(set);
        if (!told.containsKey("i")) {
            all.remove("i");
        }
        return all;
    }
}
