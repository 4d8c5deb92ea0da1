package org.milterflux.condition.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.core.condition.Facts;

/** A message on its way; everything about it can be said otherwise. */
record TestFacts(
        Optional<InetAddress> address,
        String host,
        int port,
        String listener,
        Optional<String> helo,
        boolean tls,
        Optional<String> user,
        String sender,
        List<String> recipients,
        long size,
        Map<String, Object> attributes)
        implements Facts {

    static final TestFacts MESSAGE = new TestFacts(
            Optional.of(ip("192.0.2.7")),
            "mail.example.org",
            25025,
            "mx",
            Optional.of("mail.Example.org"),
            true,
            Optional.of("anna"),
            "Anna@Example.org",
            List.of("b@sub.example.com", "c@Example.NET", "d@example.net"),
            2_000,
            Map.of("spf", "pass", "score", 7, "lists", List.of("a", "b")));

    /** What the MTA tells of a client it knows nothing of. */
    static final TestFacts NOTHING = new TestFacts(
            Optional.empty(), "", 0, "", Optional.empty(), false, Optional.empty(), "", List.of(), 0, Map.of());

    TestFacts from(String address) {
        return new TestFacts(
                Optional.of(ip(address)), host, port, listener, helo, tls, user, sender, recipients, size, attributes);
    }

    TestFacts with(Map<String, Object> left) {
        return new TestFacts(address, host, port, listener, helo, tls, user, sender, recipients, size, left);
    }

    TestFacts to(List<String> everybody) {
        return new TestFacts(address, host, port, listener, helo, tls, user, sender, everybody, size, attributes);
    }

    private static InetAddress ip(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
