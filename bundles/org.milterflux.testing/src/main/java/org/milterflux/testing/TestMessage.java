package org.milterflux.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.milterflux.api.Attributes;
import org.milterflux.api.Body;
import org.milterflux.api.Connection;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Headers;
import org.milterflux.api.Message;
import org.milterflux.api.Recipient;
import org.milterflux.api.Sender;

/**
 * A message in memory, to call a filter with. It is an envelope too.
 *
 * <pre>{@code
 * TestMessage.plain("Hi\r\n").withHeader("Subject", "Hello").withRecipient("b@example.org")
 * }</pre>
 *
 * @param macros names without braces
 */
public record TestMessage(
        Connection connection,
        Sender sender,
        List<Recipient> recipients,
        Map<String, String> macros,
        Headers headers,
        Body body,
        Attributes attributes)
        implements Message {

    public TestMessage {
        recipients = List.copyOf(recipients);
        macros = Map.copyOf(macros);
    }

    /** A message without header fields whose body is the text in UTF-8: plain text by RFC 2045 §5.2. */
    public static TestMessage plain(String body) {
        return of(body.getBytes(UTF_8));
    }

    /** A message without header fields, without recipients, from {@code sender@example.org}. */
    public static TestMessage of(byte[] body) {
        return new TestMessage(
                TestConnection.unknown(),
                new Sender("sender@example.org", List.of()),
                List.of(),
                Map.of(),
                new Headers(List.of()),
                new TestBody(body),
                new TestAttributes());
    }

    /** This message with one more header field at the end; the fields it has stay the same handles. */
    public TestMessage withHeader(String name, String value) {
        Headers longer = new Headers(append(headers.fields(), HeaderField.of(name, " " + value)));
        return new TestMessage(connection, sender, recipients, macros, longer, body, attributes);
    }

    /** This message with another sender; empty for the null sender. */
    public TestMessage withSender(String address, String... arguments) {
        Sender other = new Sender(address, List.of(arguments));
        return new TestMessage(connection, other, recipients, macros, headers, body, attributes);
    }

    /** This message with one more recipient. */
    public TestMessage withRecipient(String address, String... arguments) {
        List<Recipient> more = append(recipients, new Recipient(address, List.of(arguments)));
        return new TestMessage(connection, sender, more, macros, headers, body, attributes);
    }

    /** This message with the macro set, named with or without braces. */
    public TestMessage withMacro(String name, String value) {
        Map<String, String> more = MacroNames.with(macros, name, value);
        return new TestMessage(connection, sender, recipients, more, headers, body, attributes);
    }

    /** This message with another body. */
    public TestMessage withBody(Body other) {
        return new TestMessage(connection, sender, recipients, macros, headers, other, attributes);
    }

    /** This message over another connection. */
    public TestMessage withConnection(Connection other) {
        return new TestMessage(other, sender, recipients, macros, headers, body, attributes);
    }

    /** As with a real MTA, the macros of the connection are seen too. */
    @Override
    public Optional<String> macro(String name) {
        return Optional.ofNullable(macros.get(MacroNames.bare(name))).or(() -> connection.macro(name));
    }

    private static <T> List<T> append(List<T> some, T one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }
}
