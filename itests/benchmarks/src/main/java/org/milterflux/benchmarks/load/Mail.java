package org.milterflux.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.milterflux.protocol.Header;

/**
 * The message that is sent again and again.
 *
 * @param headers values without a leading space
 * @param recipients addresses in brackets
 * @param body CRLF lines; duplicate before reading
 * @param sum of the body's bytes, each taken as 0 to 255
 */
record Mail(List<Header> headers, List<String> recipients, ByteBuffer body, long sum) {

    /** What the filters named "footer" append. */
    private static final byte[] FOOTER = "\r\n-- \r\nMeasured on its way.\r\n".getBytes(US_ASCII);

    private static final List<Header> USUAL = List.of(
            new Header("Received", "from client.example.net (client.example.net [192.0.2.7])\n\tby mx.example.org"),
            new Header("From", "Ada <ada@example.net>"),
            new Header("To", "Charles <charles@example.org>"),
            new Header("Subject", "The engine, once more"),
            new Header("Date", "Tue, 24 Nov 2026 12:00:00 +0000"),
            new Header("Message-ID", "<20261124120000.4711@client.example.net>"),
            new Header("MIME-Version", "1.0"),
            new Header("Content-Type", "text/plain; charset=utf-8"),
            new Header("Content-Transfer-Encoding", "7bit"));

    static Mail of(int headers, int recipients, long size) {
        byte[] body = body(Math.toIntExact(size));
        return new Mail(
                Stream.concat(USUAL.stream(), IntStream.range(0, headers).mapToObj(Mail::more))
                        .limit(headers)
                        .toList(),
                IntStream.range(0, recipients)
                        .mapToObj(i -> "<user" + i + "@example.org>")
                        .toList(),
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                sum(body));
    }

    private static Header more(int number) {
        return new Header(
                "X-Field-" + number,
                "v=" + number + "; " + "abcdefgh ".repeat(1 + number % 8).strip());
    }

    private static byte[] body(int size) {
        byte[] body = new byte[size];
        int filled = 0;
        for (int number = 0; filled < size; number++) {
            byte[] line = String.format(
                            "Line %05d weaves algebraical patterns just as all the others do.\r\n", number % 100_000)
                    .getBytes(US_ASCII);
            int count = Math.min(line.length, size - filled);
            System.arraycopy(line, 0, body, filled, count);
            filled += count;
        }
        return body;
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (byte one : bytes) {
            sum += one & 0xFF;
        }
        return sum;
    }

    /** The body as the filters named "footer" leave it. */
    ByteBuffer withFooter() {
        return ByteBuffer.allocate(body.remaining() + FOOTER.length)
                .put(body.duplicate())
                .put(FOOTER)
                .flip();
    }
}
