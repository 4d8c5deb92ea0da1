package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Body;
import org.milterflux.api.Edit;
import org.milterflux.api.Settings;
import org.milterflux.api.Splice;
import org.milterflux.testing.TestMessage;

/** The whole body is never in memory, and read once at most, a multipart once more up to its text. */
class LargeBodyTest {

    private static final long FIFTY_MEGABYTES = 50L << 20;

    private final Footer footer = Footer.of(Settings.of(Map.of("text", "Acme")));
    private final EndlessLines body = new EndlessLines(FIFTY_MEGABYTES);
    private final TestMessage message = TestMessage.plain("").withBody(body);

    @Test
    void appendsAfterOneReading() throws Exception {
        assertThat(footer.appendTo(message))
                .containsExactly(Edit.appendToBody("\r\n-- \r\nAcme\r\n".getBytes(US_ASCII)));
        assertThat(body.opened).isEqualTo(1);
        assertThat(body.closed).isEqualTo(1);
        assertThat(body.read).isEqualTo(FIFTY_MEGABYTES);
    }

    @Test
    void appendsQuotedPrintableAfterOneReading() throws Exception {
        assertThat(footer.appendTo(message.withHeader("Content-Transfer-Encoding", "quoted-printable")))
                .containsExactly(Edit.appendToBody("\r\n--=20\r\nAcme\r\n".getBytes(US_ASCII)));
        assertThat(body.read).isEqualTo(FIFTY_MEGABYTES);
    }

    @Test
    void editsATextInFrontOfALargeAttachment() throws Exception {
        byte[] text = "--M\r\n\r\nHi\r\n--M\r\nContent-Type: a/b\r\n\r\n".getBytes(US_ASCII);
        byte[] end = "--M--\r\n".getBytes(US_ASCII);
        EndlessLines large = new EndlessLines(FIFTY_MEGABYTES, text, end);
        TestMessage multipart =
                TestMessage.plain("").withBody(large).withHeader("Content-Type", "multipart/mixed; boundary=M");
        assertThat(footer.appendTo(multipart))
                .containsExactly(
                        Edit.spliceBody(List.of(Splice.insert(9, "\r\n\r\n-- \r\nAcme\r\n".getBytes(US_ASCII)))));
        assertThat(large.opened).isEqualTo(2);
        assertThat(large.closed).isEqualTo(2);
    }

    @Test
    void doesNotReadBase64BeyondTheBound() {
        assertThatThrownBy(() -> footer.appendTo(message.withHeader("Content-Transfer-Encoding", "base64")))
                .isInstanceOf(LeftAloneException.class);
        assertThat(body.opened).isZero();
    }

    /** Lines made while they are read, so that only a reader could hold them; no reader may ask for all at once. */
    private static final class EndlessLines implements Body {

        private static final int LARGEST_READ = 64 << 10;

        private final long size;
        private final byte[] start;
        private final byte[] end;
        private int opened;
        private int closed;
        private long read;

        EndlessLines(long size) {
            this(size, new byte[0], new byte[0]);
        }

        EndlessLines(long lines, byte[] start, byte[] end) {
            this.size = lines + start.length + end.length;
            this.start = start;
            this.end = end;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public byte[] bytes() {
            throw new AssertionError("the whole body was asked for");
        }

        @Override
        public InputStream stream() {
            opened++;
            return new InputStream() {
                private long position;

                @Override
                public int read() {
                    if (position == size) {
                        return -1;
                    }
                    read++;
                    return byteAt(position++);
                }

                @Override
                public int read(byte[] target, int from, int length) {
                    assertThat(length).isLessThanOrEqualTo(LARGEST_READ);
                    if (position == size) {
                        return -1;
                    }
                    int count = (int) Math.min(length, size - position);
                    for (int i = 0; i < count; i++) {
                        target[from + i] = byteAt(position++);
                    }
                    read += count;
                    return count;
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }

        private byte byteAt(long position) {
            if (position < start.length) {
                return start[(int) position];
            }
            long beforeEnd = position - (size - end.length);
            return beforeEnd < 0 ? lineByte(position - start.length) : end[(int) beforeEnd];
        }

        /** Lines of 62 letters; a power of two long, so that the last one is whole. */
        private static byte lineByte(long position) {
            int column = (int) (position % 64);
            return (byte) (column == 62 ? '\r' : column == 63 ? '\n' : 'x');
        }
    }
}
