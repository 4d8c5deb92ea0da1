package org.milterflux.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTextTest {

    @Test
    void givesBackEverySequenceOfOneAndTwoBytes() {
        for (int first = 0; first < 256; first++) {
            givesBack(new byte[] {(byte) first});
            for (int second = 0; second < 256; second++) {
                givesBack(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    /** Bytes at the edges of the UTF-8 rules, three and four in a row. */
    @Test
    void givesBackEverySequenceOfEdges() {
        byte[] edges = HexFormat.of().parseHex("007f808f909fa0bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5ff");
        for (byte a : edges) {
            for (byte b : edges) {
                for (byte c : edges) {
                    givesBack(new byte[] {a, b, c});
                    for (byte d : edges) {
                        givesBack(new byte[] {a, b, c, d});
                    }
                }
            }
        }
    }

    @Test
    void givesBackRandomBytes() {
        Random random = new Random(20261124);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            givesBack(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "61c3a9,            a\u00e9",
        "e282ac,            \u20ac",
        "f09f98802e,        \ud83d\ude00.",
        "efbfbd,            \ufffd",
        "e9,                \udce9",
        "c3,                \udcc3",
        "c0af,              \udcc0\udcaf",
        "eda080,            \udced\udca0\udc80",
        "f09f98,            \udcf0\udc9f\udc98",
        "f09f9880ff,        \ud83d\ude00\udcff",
        "f4908080,          \udcf4\udc90\udc80\udc80"
    })
    void readsAsUtf8AndEscapesTheRest(String hex, String text) {
        assertThat(WireText.decode(HexFormat.of().parseHex(hex))).isEqualTo(text);
    }

    @Test
    void writesSurrogatesThatStandForNoByteAsQuestionMarks() {
        assertThat(WireText.encode("\ud83d\udc00\udc7f\udd00\ud83d")).isEqualTo("\ud83d\udc00???".getBytes(UTF_8));
    }

    @Test
    void leavesTheBufferUnread() {
        ByteBuffer bytes = ByteBuffer.wrap("xyz".getBytes(UTF_8), 1, 2);
        assertThat(WireText.decode(bytes)).isEqualTo("yz");
        assertThat(bytes.remaining()).isEqualTo(2);
    }

    /** Plain comparisons: this runs half a million times. */
    private static void givesBack(byte[] bytes) {
        String text = WireText.decode(bytes);
        boolean same = Arrays.equals(WireText.encode(text), bytes)
                && WireText.size(text) == bytes.length
                && isEscaped(text) != isUtf8(bytes);
        if (!same) {
            fail("does not survive: " + HexFormat.of().formatHex(bytes));
        }
    }

    private static boolean isEscaped(String text) {
        int[] lone = text.codePoints().filter(c -> c >= 0xDC80 && c <= 0xDCFF).toArray();
        return lone.length > 0;
    }

    private static boolean isUtf8(byte[] bytes) {
        return Arrays.equals(new String(bytes, UTF_8).getBytes(UTF_8), bytes);
    }
}
