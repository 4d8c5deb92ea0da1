package org.milterflux.testing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.WireText;

/** Takes one message apart. */
final class MailParser {

    private final byte[] bytes;
    private final List<Header> headers = new ArrayList<>();
    private int at;

    MailParser(byte[] message) {
        bytes = message;
    }

    TestMail parse() {
        if (lineFrom(0).startsWith("From ")) {
            at = nextLine(0);
        }
        while (at < bytes.length && readHeader()) {}
        if (at < bytes.length && lineFrom(at).isEmpty()) {
            at = nextLine(at);
        }
        return new TestMail(headers, ByteBuffer.wrap(LineEnds.crlf(Arrays.copyOfRange(bytes, at, bytes.length))));
    }

    /** A header line and the lines that continue it; false, and nothing read, when there is none. */
    private boolean readHeader() {
        String line = lineFrom(at);
        int colon = line.indexOf(':');
        if (colon <= 0 || !line.substring(0, colon).chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return false;
        }
        StringBuilder value = new StringBuilder(line.substring(colon + 1));
        at = nextLine(at);
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            value.append('\n').append(lineFrom(at));
            at = nextLine(at);
        }
        headers.add(new Header(line.substring(0, colon), untilNul(value.toString())));
        return true;
    }

    /** What follows a NUL is lost to filters. */
    private static String untilNul(String value) {
        int nul = value.indexOf(0);
        return nul < 0 ? value : value.substring(0, nul);
    }

    private String lineFrom(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        boolean cr = end > from && bytes[end - 1] == '\r';
        return WireText.decode(Arrays.copyOfRange(bytes, from, cr ? end - 1 : end));
    }

    private int nextLine(int from) {
        int next = from;
        while (next < bytes.length && bytes[next] != '\n') {
            next++;
        }
        return Math.min(next + 1, bytes.length);
    }
}
